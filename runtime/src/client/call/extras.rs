//! What is done to a request beyond its protocol: headers of the service, a body that is compressed, a checksum.

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

use super::crc;
use crate::shapes::schema::protocol::{Parts, Refusal, Source};
use crate::shapes::schema::wire::{Location, Referred};
use crate::shapes::schema::{Extras, Operation};

/// The algorithm of requests that name none.
const DEFAULT_ALGORITHM: &str = "CRC32";

/// Does to a request what its operation wants. Bodies of `least_compressed` bytes are worth compressing.
pub(super) fn apply(
    operation: &Operation,
    least_compressed: Option<usize>,
    input: Source<'_>,
    parts: &mut Parts,
) -> Result<(), Refusal> {
    let Some(extras) = operation.extras else { return Ok(()) };
    for (name, value) in extras.headers {
        if parts.headers.iter().all(|(other, _)| !other.eq_ignore_ascii_case(name)) {
            parts.headers.push(((*name).into(), (*value).to_owned()));
        }
    }
    if extras.gzip && least_compressed.is_some_and(|least| parts.body.len() >= least) {
        compress(parts)?;
    }
    checksum(operation, extras, input, parts)
}

fn compress(parts: &mut Parts) -> Result<(), Refusal> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(&parts.body)?;
    parts.body = encoder.finish()?;
    match parts.headers.iter_mut().find(|(name, _)| name.eq_ignore_ascii_case("content-encoding")) {
        Some((_, value)) => value.push_str(",gzip"),
        None => parts.headers.push(("content-encoding".into(), "gzip".to_owned())),
    }
    Ok(())
}

/// The checksum as a header, unless the caller has set one. Bodies are in memory, so none has to trail behind.
fn checksum(
    operation: &Operation,
    extras: &Extras,
    input: Source<'_>,
    parts: &mut Parts,
) -> Result<(), Refusal> {
    let is_set = parts.headers.iter().any(|(name, _)| {
        let prefix = name.get(.."x-amz-checksum-".len());
        prefix.is_some_and(|prefix| prefix.eq_ignore_ascii_case("x-amz-checksum-"))
    });
    if is_set || (!extras.checksum_required && extras.checksum.is_none()) {
        return Ok(());
    }
    let chosen = extras.checksum.and_then(|member| input.text(member));
    let algorithm = chosen.as_deref().unwrap_or(DEFAULT_ALGORITHM).to_lowercase();
    let digest = match algorithm.as_str() {
        "crc32" => crc32fast::hash(&parts.body).to_be_bytes().to_vec(),
        "crc32c" => crc::crc32c(&parts.body).to_be_bytes().to_vec(),
        "crc64nvme" => crc::crc64nvme(&parts.body).to_be_bytes().to_vec(),
        "sha1" => Sha1::digest(&parts.body).to_vec(),
        "sha256" => Sha256::digest(&parts.body).to_vec(),
        _ => return Err(format!("Unsupported checksum algorithm: {algorithm}").into()),
    };
    parts.headers.push((format!("x-amz-checksum-{algorithm}").into(), STANDARD.encode(digest)));
    if let (None, Some(name)) = (chosen, algorithm_header(operation, extras)) {
        parts.headers.push((name.into(), DEFAULT_ALGORITHM.to_owned()));
    }
    Ok(())
}

/// The header of the member that says which algorithm it is.
fn algorithm_header(operation: &Operation, extras: &Extras) -> Option<&'static str> {
    let member = operation.input?.member(extras.checksum?)?;
    let at = Referred::of(member);
    at.name().filter(|_| at.location() == Location::Header)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shapes::schema::wire::Wire;
    use crate::shapes::schema::{Kind, Member, Shape};
    use crate::shapes::value::{Map, Value};

    static TEXT: Shape = Shape::new("Text", Kind::String);
    static INPUT: Shape = Shape::new(
        "Input",
        Kind::Structure(&[Member::new("Algorithm", &TEXT)
            .wire(&Wire::DEFAULT.name("x-amz-sdk-checksum-algorithm").location(Location::Header))]),
    );
    static EXTRAS: Extras = Extras { checksum: Some("Algorithm"), gzip: true, ..Extras::NONE };
    static OPERATION: Operation = Operation::new("Put").input(&INPUT).extras(&EXTRAS);

    fn applied(algorithm: Option<&str>, body: &[u8]) -> Result<Vec<(String, String)>, String> {
        applied_from(Some(10_240), algorithm, body)
    }

    fn applied_from(
        least: Option<usize>,
        algorithm: Option<&str>,
        body: &[u8],
    ) -> Result<Vec<(String, String)>, String> {
        let values: Map = algorithm.map(|a| ("Algorithm", Value::from(a))).into_iter().collect();
        let mut parts = Parts { body: body.to_vec(), ..Parts::default() };
        apply(&OPERATION, least, Source::Values(&values), &mut parts).map_err(|e| e.to_string())?;
        Ok(parts.headers.into_iter().map(|(name, value)| (name.into_owned(), value)).collect())
    }

    #[test]
    fn checksums_and_compression() {
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let of_member = header("x-amz-sdk-checksum-algorithm", "CRC32");
        assert_eq!(
            applied(None, b"123456789"),
            Ok(vec![header("x-amz-checksum-crc32", "y/Q5Jg=="), of_member])
        );
        let empty = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        assert_eq!(applied(Some("SHA256"), b""), Ok(vec![header("x-amz-checksum-sha256", empty)]));
        for (algorithm, sum) in
            [("CRC32C", "4waSgw=="), ("CRC64NVME", "rosUhgp5mIg="), ("SHA1", "98O8HYCOBHMq32eZZczDTKeuNEE=")]
        {
            let name = format!("x-amz-checksum-{}", algorithm.to_lowercase());
            let expected = Ok(vec![header(&name, sum)]);
            assert_eq!(applied(Some(algorithm), b"123456789"), expected, "{algorithm}");
        }
        assert_eq!(applied(Some("MD4"), b""), Err("Unsupported checksum algorithm: md4".to_owned()));
        let large = applied(Some("CRC32"), &[b'a'; 20_000]).unwrap();
        assert_eq!(large[0], header("content-encoding", "gzip"));
        let is_compressed = |least: Option<usize>, length: usize| {
            let headers = applied_from(least, Some("CRC32"), &vec![b'a'; length]).unwrap();
            headers[0] == header("content-encoding", "gzip")
        };
        assert!(is_compressed(Some(10), 10) && !is_compressed(Some(10), 9) && !is_compressed(None, 20_000));
    }
}
