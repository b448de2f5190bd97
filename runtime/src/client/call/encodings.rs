//! How bodies of requests are made shorter, for the tables of services that take them so.
//!
//! In: a body. Out: one that says the same. Which bodies are worth it is not said here.

/// `gzip`, with the default effort of its library.
#[cfg(feature = "gzip")]
pub static GZIP: crate::shapes::schema::Encoding = crate::shapes::schema::Encoding {
    name: "gzip",
    encode: |body| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        std::io::Write::write_all(&mut encoder, body)?;
        encoder.finish()
    },
};

#[cfg(all(test, feature = "gzip"))]
mod tests {
    use std::io::Read as _;

    #[test]
    fn gzip_is_shorter_and_says_the_same() -> std::io::Result<()> {
        let body = b"the same again, ".repeat(1000);
        let encoded = (super::GZIP.encode)(&body)?;
        assert!(encoded.len() < body.len() / 10);
        let mut decoded = Vec::new();
        flate2::read::GzDecoder::new(&*encoded).read_to_end(&mut decoded)?;
        assert_eq!(decoded, body);
        Ok(())
    }
}
