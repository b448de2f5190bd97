//! Character sets by the names that locales and Python have for them.
//!
//! In: a name as a person writes it. Out: its character set, or nothing. Code and no table: the addresses of a table are filled in at
//! each start.

use encoding_rs::Encoding;

/// The bytes from 0x80 on in sets of one byte a character.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Upper {
    /// As the web reads them.
    Web,
    /// Those up to 0x9F are control characters, as ISO 8859 has it, and not what the web reads under the same name.
    Iso8859,
    /// None of them is text.
    Ascii,
}

/// The set that is called `name`, in any of the spellings of systems and of Python.
pub(super) fn find(name: &str) -> Option<(&'static Encoding, Upper)> {
    let name = name.trim().to_lowercase().replace(['-', '_', ' ', ':'], "");
    match name.as_str() {
        "646" | "ansix3.41968" | "ansix3.41986" | "ascii" | "cp367" | "csascii" | "ibm367" | "iso646us"
        | "iso646.irv1991" | "isoir6" | "us" | "usascii" => Some((encoding_rs::WINDOWS_1252, Upper::Ascii)),
        name => Some((encoding(name)?, if is_iso_8859(name) { Upper::Iso8859 } else { Upper::Web })),
    }
}

fn is_iso_8859(name: &str) -> bool {
    ["iso8859", "8859", "isoir", "latin", "csisolatin"].iter().any(|start| name.starts_with(start))
        || matches!(
            name,
            "cp819" | "ibm819" | "arabic" | "cyrillic" | "greek" | "hebrew" | "thai" | "isoceltic"
        )
        || name.strip_prefix('l').is_some_and(|number| number.parse::<u8>().is_ok())
}

/// By Python's aliases and by the names that the C library's locales have, without what stands between their words.
fn encoding(name: &str) -> Option<&'static Encoding> {
    use encoding_rs::*;
    let years = ["1987", "1988", "1989", "1992", "1998", "2001"];
    let iso = years.iter().find_map(|year| name.strip_prefix("iso8859")?.strip_suffix(year));
    let encoding = match iso.map_or_else(|| name.to_owned(), |number| format!("iso8859{number}")).as_str() {
        "utf" | "utf8" | "u8" | "cp65001" => UTF_8,
        "utf16" | "u16" | "utf16le" => UTF_16LE,
        "utf16be" => UTF_16BE,
        "iso88591" | "iso8859" | "8859" | "88591" | "latin1" | "l1" | "latin" | "isoir100"
        | "csisolatin1" | "cp819" | "ibm819" => WINDOWS_1252,
        "iso88592" | "88592" | "latin2" | "l2" | "isoir101" | "csisolatin2" => ISO_8859_2,
        "iso88593" | "88593" | "latin3" | "l3" | "isoir109" | "csisolatin3" => ISO_8859_3,
        "iso88594" | "88594" | "latin4" | "l4" | "isoir110" | "csisolatin4" => ISO_8859_4,
        "iso88595" | "88595" | "cyrillic" | "isoir144" | "csisolatincyrillic" => ISO_8859_5,
        "iso88596" | "88596" | "arabic" | "asmo708" | "ecma114" | "isoir127" | "csisolatinarabic" => {
            ISO_8859_6
        }
        "iso88597" | "88597" | "greek" | "greek8" | "ecma118" | "elot928" | "isoir126"
        | "csisolatingreek" => ISO_8859_7,
        "iso88598" | "88598" | "hebrew" | "isoir138" | "csisolatinhebrew" => ISO_8859_8,
        "iso88599" | "88599" | "latin5" | "l5" | "isoir148" | "csisolatin5" => WINDOWS_1254,
        "iso885910" | "885910" | "latin6" | "l6" | "isoir157" | "csisolatin6" => ISO_8859_10,
        "iso885911" | "885911" | "thai" | "tis620" | "isoir166" | "cp874" | "windows874" => WINDOWS_874,
        "iso885913" | "885913" | "latin7" | "l7" => ISO_8859_13,
        "iso885914" | "885914" | "latin8" | "l8" | "isoceltic" | "isoir199" => ISO_8859_14,
        "iso885915" | "885915" | "latin9" | "l9" => ISO_8859_15,
        "iso885916" | "885916" | "latin10" | "l10" | "isoir226" => ISO_8859_16,
        "windows1250" | "cp1250" | "1250" => WINDOWS_1250,
        "windows1251" | "cp1251" | "1251" => WINDOWS_1251,
        "windows1252" | "cp1252" | "1252" => WINDOWS_1252,
        "windows1253" | "cp1253" | "1253" => WINDOWS_1253,
        "windows1254" | "cp1254" | "1254" => WINDOWS_1254,
        "windows1255" | "cp1255" | "1255" => WINDOWS_1255,
        "windows1256" | "cp1256" | "1256" => WINDOWS_1256,
        "windows1257" | "cp1257" | "1257" => WINDOWS_1257,
        "windows1258" | "cp1258" | "1258" => WINDOWS_1258,
        "cp866" | "ibm866" | "866" | "csibm866" => IBM866,
        "koi8r" | "cskoi8r" => KOI8_R,
        "koi8u" => KOI8_U,
        "macroman" | "macintosh" => MACINTOSH,
        "maccyrillic" => X_MAC_CYRILLIC,
        "gbk" | "cp936" | "936" | "ms936" | "gb2312" | "gb231280" | "gb23121980" | "euccn"
        | "eucgb2312cn" | "chinese" | "isoir58" | "csiso58gb231280" => GBK,
        "gb18030" | "gb180302000" => GB18030,
        "big5" | "big5tw" | "csbig5" | "big5hkscs" | "hkscs" | "cp950" | "950" | "ms950" => BIG5,
        "eucjp" | "ujis" => EUC_JP,
        "shiftjis" | "sjis" | "csshiftjis" | "cp932" | "932" | "ms932" | "mskanji" | "windows31j" => {
            SHIFT_JIS
        }
        "iso2022jp" | "csiso2022jp" => ISO_2022_JP,
        "euckr" | "korean" | "ksc5601" | "ksc56011987" | "ksx1001" | "cp949" | "949" | "ms949" | "uhc" => {
            EUC_KR
        }
        _ => return None,
    };
    Some(encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_one() {
        for name in
            ["ISO-8859-2", "iso8859_2", "iso_8859_2_1987", "ISO_8859-2:1987", "latin2", "L2", " 8859-2 "]
        {
            assert_eq!(find(name), Some((encoding_rs::ISO_8859_2, Upper::Iso8859)), "{name}");
        }
        for name in ["cp932", "MS_Kanji", "shift_jis", "Shift-JIS", "sjis"] {
            assert_eq!(find(name), Some((encoding_rs::SHIFT_JIS, Upper::Web)), "{name}");
        }
        for name in ["", "l", "iso8859", "iso-8859-12", "utf-7", "cp037", "nonsense"] {
            let known = (name == "iso8859").then_some((encoding_rs::WINDOWS_1252, Upper::Iso8859));
            assert_eq!(find(name), known, "{name}");
        }
    }
}
