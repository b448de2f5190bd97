//! Character sets: which one a locale stands for, and bytes as text.

use std::borrow::Cow;

use crate::table::{Texts, rows};
use encoding_rs::Encoding;

use super::names::{self, Upper};

/// Character sets of locales that name none, by language, or by language and country.
const DEFAULTS: Texts = Texts::of(rows!(
    ("iso-8859-1", "af br ca da de en es et eu fi fo fr ga gl id is it ms nb nl nn no oc pt sv"),
    ("iso-8859-2", "bs cs hr hu pl ro sk sl"),
    ("iso-8859-5", "mk ru"),
    ("iso-8859-6", "ar"),
    ("iso-8859-7", "el"),
    ("iso-8859-8", "he"),
    ("iso-8859-9", "tr"),
    ("iso-8859-13", "lt lv"),
    ("koi8-u", "uk"),
    ("windows-1251", "be bg"),
    ("euc-jp", "ja"),
    ("euc-kr", "ko"),
    ("gbk", "zh_CN zh_SG"),
    ("big5", "zh_TW zh_HK"),
));

/// A character set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Charset {
    encoding: &'static Encoding,
    upper: Upper,
}

/// What most locales have.
pub(crate) const UTF_8: Charset = Charset { encoding: encoding_rs::UTF_8, upper: Upper::Web };

impl Charset {
    /// The one that is called `name`, in any of the spellings of systems and of Python.
    pub(crate) fn named(name: &str) -> Option<Charset> {
        names::find(name).map(|(encoding, upper)| Charset { encoding, upper })
    }

    /// The character set that a locale's name stands for.
    pub(crate) fn of_locale(locale: &str) -> Option<Charset> {
        let (name, modifier) = locale.split_once('@').unwrap_or((locale, ""));
        match name.split_once('.') {
            Some((_, charset)) => Charset::named(charset),
            None if modifier == "euro" => Charset::named("iso-8859-15"),
            None => {
                let language = name.split('_').next().unwrap_or_default();
                let is = |known: &str| known == name || known == language;
                let [charset, _] = DEFAULTS.rows().find(|[_, names]| names.split(' ').any(is))?;
                Charset::named(charset)
            }
        }
    }

    /// Its name.
    pub(crate) fn name(self) -> &'static str {
        self.encoding.name()
    }

    /// Bytes as text; `None` if they are none.
    pub(crate) fn decode(self, bytes: &[u8]) -> Option<String> {
        // As Python has it, a mark in front tells the order of bytes.
        let (encoding, bytes) = match bytes {
            [0xFE, 0xFF, rest @ ..] if self.encoding == encoding_rs::UTF_16LE => {
                (encoding_rs::UTF_16BE, rest)
            }
            [0xFF, 0xFE, rest @ ..] if self.encoding == encoding_rs::UTF_16LE => (self.encoding, rest),
            bytes => (self.encoding, bytes),
        };
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
        match self.upper {
            Upper::Web => text.map(Cow::into_owned),
            Upper::Iso8859 => text.map(|text| with_controls(bytes, &text)),
            Upper::Ascii => text.filter(|_| bytes.is_ascii()).map(Cow::into_owned),
        }
    }
}

/// Sets of one byte a character, in which the web's differ.
fn with_controls(bytes: &[u8], text: &str) -> String {
    let control = |byte: u8| (0x80..0xA0).contains(&byte).then(|| char::from(byte));
    text.chars().zip(bytes).map(|(c, byte)| control(*byte).unwrap_or(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_name_their_character_sets() {
        let cases = [
            ("en_US.ISO-8859-1", "windows-1252"),
            ("en_US.iso88591", "windows-1252"),
            ("de_DE@euro", "ISO-8859-15"),
            ("de_DE", "windows-1252"),
            ("ru_RU.KOI8-R", "KOI8-R"),
            ("ja_JP.eucJP", "EUC-JP"),
            ("ja_JP", "EUC-JP"),
            ("zh_TW", "Big5"),
            ("bg_BG.CP1251", "windows-1251"),
            ("en_US.UTF-8", "UTF-8"),
            ("C.utf8", "UTF-8"),
        ];
        for (locale, name) in cases {
            assert_eq!(Charset::of_locale(locale).map(Charset::name), Some(name), "{locale}");
        }
        for locale in ["C", "POSIX", "xx_YY", "en_US.NONSENSE"] {
            assert_eq!(Charset::of_locale(locale), None, "{locale}");
        }
    }

    #[test]
    fn bytes_are_read_in_their_set() {
        let cases: [(&str, &[u8], Option<&str>); 14] = [
            ("utf-16", b"\xff\xfeJ\0", Some("J")),
            ("utf_16", b"\xfe\xff\0J", Some("J")),
            ("latin-1", b"J\xfcrgen", Some("Jürgen")),
            ("iso-8859-1", b"\x80\x9f", Some("\u{80}\u{9f}")),
            ("cp1252", b"\x80", Some("€")),
            ("iso8859-15", b"\xa4", Some("€")),
            ("koi8_r", b"\xc3", Some("ц")),
            ("euc-jp", b"J\xfcrgen", None),
            ("utf-8", b"J\xfcrgen", None),
            ("ascii", b"J\xfcrgen", None),
            ("us-ascii", b"Juergen", Some("Juergen")),
            ("cp932", b"\x83\x41", Some("\u{30a2}")),
            ("ISO_8859-2:1987", b"\x80\xb1", Some("\u{80}\u{105}")),
            ("latin10", b"\xaa", Some("\u{218}")),
        ];
        for (name, bytes, text) in cases {
            let charset = Charset::named(name);
            assert_eq!(charset.and_then(|set| set.decode(bytes)).as_deref(), text, "{name}");
        }
    }
}
