//! What is done to a request beyond its protocol: headers of the service, a body that is compressed, a checksum, the wish for
//! one in the reply.

use crate::client::checksum::Algorithm;
use crate::client::config::Config;
use crate::shapes::schema::protocol::{Parts, Refusal, Source};
use crate::shapes::schema::referred::Referred;
use crate::shapes::schema::wire::Location;
use crate::shapes::schema::{Encoding, Extras, Operation};

/// What is still to be done, or looked at.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Rest {
    /// The algorithm of the checksum of a body that is not in memory.
    pub(super) checksum: Option<Algorithm>,
    /// Those whose checksums the reply is held against.
    pub(super) verifies: Vec<Algorithm>,
}

/// Does to a request what its operation wants. Of a body that `streams` nothing is known yet.
pub(super) fn apply(
    operation: &Operation,
    config: &Config,
    input: Source<'_>,
    parts: &mut Parts,
    streams: bool,
) -> Result<Rest, Refusal> {
    let Some(extras) = operation.all_traits().extras else { return Ok(Rest::default()) };
    for (name, value) in extras.headers {
        if parts.headers.iter().all(|(other, _)| !other.eq_ignore_ascii_case(name)) {
            parts.headers.push(((*name).into(), (*value).to_owned()));
        }
    }
    let long_enough = |body: &[u8]| config.least_compressed.is_some_and(|least| body.len() >= least);
    if let Some(encoding) = extras.encoding.filter(|_| !streams && long_enough(&parts.body)) {
        encode(encoding, parts)?;
    }
    let verifies = verifies(operation, extras, config, input, parts);
    let algorithm = algorithm(operation, extras, config, input, parts)?;
    if let (false, Some(algorithm)) = (streams, algorithm) {
        parts.headers.push((algorithm.header().into(), algorithm.of(&parts.body)));
    }
    Ok(Rest { checksum: algorithm.filter(|_| streams), verifies })
}

fn encode(encoding: &Encoding, parts: &mut Parts) -> Result<(), Refusal> {
    parts.body = (encoding.encode)(&parts.body)?;
    match parts.headers.iter_mut().find(|(name, _)| name.eq_ignore_ascii_case("content-encoding")) {
        Some((_, value)) => value.extend([",", encoding.name]),
        None => parts.headers.push(("content-encoding".into(), encoding.name.to_owned())),
    }
    Ok(())
}

/// The algorithm of the request's checksum, unless the caller has set one. It always stands in a header: bodies that are
/// not in memory are read before they are sent.
fn algorithm(
    operation: &Operation,
    extras: &Extras,
    config: &Config,
    input: Source<'_>,
    parts: &mut Parts,
) -> Result<Option<Algorithm>, Refusal> {
    let is_set = parts.headers.iter().any(|(name, _)| {
        let prefix = name.get(.."x-amz-checksum-".len());
        prefix.is_some_and(|prefix| prefix.eq_ignore_ascii_case("x-amz-checksum-"))
    });
    if is_set {
        return Ok(None);
    }
    if let Some(chosen) = extras.checksum.and_then(|member| input.text(member)) {
        let unknown = || format!("Unsupported checksum algorithm: {}", chosen.to_lowercase());
        return Ok(Some(Algorithm::named(&chosen).ok_or_else(unknown)?));
    }
    let may = extras.checksum.is_some() && config.checksums.requests;
    if !may && !extras.checksum_required {
        return Ok(None);
    }
    let algorithm = config.checksums.algorithm;
    if let Some(name) = extras.checksum.and_then(|member| header(operation, member)) {
        parts.headers.push((name.into(), algorithm.name().to_owned()));
    }
    Ok(Some(algorithm))
}

/// Which checksums of the reply count; the service is asked for them, if the caller has not done so.
fn verifies(
    operation: &Operation,
    extras: &Extras,
    config: &Config,
    input: Source<'_>,
    parts: &mut Parts,
) -> Vec<Algorithm> {
    let Some(member) = extras.validation else { return Vec::new() };
    if input.text(member).is_none() {
        let Some(name) = header(operation, member).filter(|_| config.checksums.replies) else {
            return Vec::new();
        };
        parts.headers.push((name.into(), "ENABLED".to_owned()));
    }
    Algorithm::among(extras.replies)
}

/// The header that a member of the request is.
fn header(operation: &Operation, member: &str) -> Option<&'static str> {
    let at = Referred::of(operation.input_shape()?.member(member)?);
    at.name().filter(|_| at.location() == Location::Header)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::checksum::Checksums;
    use crate::shapes::schema::wire::Wire;

    use crate::shapes::value::{Map, Value};

    crate::shapes! {
        static TEXT: Shape = Shape::new("Text", Kind::String);
        static INPUT: Shape = Shape::new(
            "Input",
            Kind::Structure(&[
                Member::new("Algorithm", TEXT)
                    .wire(&Wire::DEFAULT.name("x-amz-sdk-checksum-algorithm").location(Location::Header)),
                Member::new("Mode", TEXT)
                    .wire(&Wire::DEFAULT.name("x-amz-checksum-mode").location(Location::Header)),
            ]),
        );
    }
    static HALF: Encoding = Encoding { name: "half", encode: |body| Ok(body[..body.len() / 2].to_vec()) };
    static EXTRAS: Extras = Extras {
        checksum: Some("Algorithm"),
        encoding: Some(&HALF),
        validation: Some("Mode"),
        replies: &["SHA256", "CRC32", "MD4", "crc64nvme"],
        ..Extras::NONE
    };
    static OPERATION: Operation = Operation::new("Put", &TABLES)
        .input(INPUT.id())
        .traits(&crate::schema::Traits::COMMON.extras(&EXTRAS));

    fn config(requests: bool, replies: bool) -> Config {
        let checksums = Checksums { requests, replies, algorithm: Algorithm::Crc32 };
        Config { checksums, ..Config::default() }
    }

    fn applied(config: &Config, values: &[(&str, &str)], body: &[u8]) -> Result<(Vec<String>, Rest), String> {
        let values: Map = values.iter().map(|(name, value)| (*name, Value::from(*value))).collect();
        let mut parts = Parts { body: body.to_vec(), ..Parts::default() };
        let rest = apply(&OPERATION, config, Source::Values(&values), &mut parts, body.is_empty());
        let headers = parts.headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        Ok((headers, rest.map_err(|e| e.to_string())?))
    }

    fn headers(config: &Config, values: &[(&str, &str)], body: &[u8]) -> Vec<String> {
        applied(config, values, body).unwrap().0
    }

    const BODY: &[u8] = b"123456789";

    #[test]
    fn checksums_of_requests() {
        let own = ["x-amz-sdk-checksum-algorithm: CRC32", "x-amz-checksum-crc32: y/Q5Jg=="];
        assert_eq!(headers(&config(true, false), &[], BODY), own);
        assert_eq!(headers(&config(false, false), &[], BODY), [""; 0]);
        let chosen = headers(&config(false, false), &[("Algorithm", "sha1")], BODY);
        assert_eq!(chosen, ["x-amz-checksum-sha1: 98O8HYCOBHMq32eZZczDTKeuNEE="]);
        let unknown = applied(&config(true, false), &[("Algorithm", "MD4")], BODY);
        assert_eq!(unknown, Err("Unsupported checksum algorithm: md4".to_owned()));
        // A body that is still to be read gets its checksum later.
        let (headers, rest) = applied(&config(true, false), &[], b"").unwrap();
        assert_eq!(
            (headers.as_slice(), rest.checksum),
            ([own[0].to_owned()].as_slice(), Some(Algorithm::Crc32))
        );
    }

    #[test]
    fn checksums_of_replies() {
        let known = vec![Algorithm::Crc64Nvme, Algorithm::Crc32, Algorithm::Sha256];
        let (headers, rest) = applied(&config(false, true), &[], BODY).unwrap();
        assert_eq!(
            (headers, rest.verifies),
            (vec!["x-amz-checksum-mode: ENABLED".to_owned()], known.clone())
        );
        let (headers, rest) = applied(&config(false, false), &[("Mode", "ENABLED")], BODY).unwrap();
        assert_eq!((headers, rest.verifies), (Vec::new(), known));
        assert_eq!(applied(&config(false, false), &[], BODY).unwrap().1, Rest::default());
    }

    #[test]
    fn long_bodies_are_encoded() {
        let is_encoded = |least_compressed: Option<usize>, length: usize| {
            let config = Config { least_compressed, ..config(true, false) };
            headers(&config, &[], &vec![b'a'; length])[0] == "content-encoding: half"
        };
        assert!(is_encoded(Some(10), 10) && !is_encoded(Some(10), 9) && !is_encoded(None, 20_000));
    }
}
