//! Signatures: AWS's published ones (`data/sigv4.json`), and random requests beside the AWS SDK for Rust.
//!
//! The generator is seeded, so a failure names a request that can be made again.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use std::time::{Duration, UNIX_EPOCH};

use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningParams, SigningSettings, sign};
use awsmodel_runtime::sigv4::{Scope, Signable, authorization};
use awsmodel_runtime::{Credentials, Timestamp};

const CASES: usize = 28;
const REQUESTS: u64 = 10_000;

#[test]
fn signatures_agree_with_the_aws_sdk() {
    for seed in 0..REQUESTS {
        let request = Request::random(&mut Random(seed));
        assert_eq!(request.ours(), request.theirs(), "request {seed}: {request:?}");
    }
}

/// All cases of the published suite but those whose paths and queries are not encoded as they would be sent.
#[test]
fn published_signatures() {
    let cases: Vec<serde_json::Value> = serde_json::from_str(include_str!("data/sigv4.json")).unwrap();
    let credentials = Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", None);
    let time = Timestamp::parse_rfc3339("2015-08-30T12:36:00Z").unwrap();
    let scope = Scope { region: "us-east-1", service: "service", time };
    for case in &cases {
        let text = |key: &str| case[key].as_str().unwrap_or_default();
        let own = case["headers"].as_object().into_iter().flatten();
        let mut headers: Vec<(&str, &str)> =
            own.map(|(name, value)| (name.as_str(), value.as_str().unwrap())).collect();
        headers.extend([("host", "example.amazonaws.com"), ("x-amz-date", "20150830T123600Z")]);
        headers.sort_unstable();
        let request = Signable {
            method: text("method"),
            path: text("path"),
            query: text("query"),
            headers: &headers,
            body: text("body").as_bytes(),
        };
        let authorization = authorization(&request, &scope, &credentials);
        assert!(authorization.ends_with(text("signature")), "{case}: {authorization}");
    }
    assert_eq!(cases.len(), CASES);
}

/// Everything that a signature depends on.
#[derive(Debug)]
struct Request {
    method: &'static str,
    host: String,
    path: String,
    query: String,
    /// Sorted by name, each once; without `host` and what signing adds.
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    region: String,
    service: String,
    key: [String; 2],
    token: Option<String>,
    /// Seconds since the epoch.
    time: u64,
}

impl Request {
    fn random(random: &mut Random) -> Request {
        let port = random.chance(3).then(|| format!(":{}", 1 + random.below(65_535)));
        let mut headers: Vec<_> = (0..random.below(6)).map(|_| (random.name(), random.value())).collect();
        headers.sort();
        headers.dedup_by(|a, b| a.0 == b.0);
        Request {
            method: random.pick(&["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH"]),
            host: format!("{}.{}.example{}", random.name(), random.name(), port.unwrap_or_default()),
            path: random.path(),
            query: random.query(),
            headers,
            body: random.body(),
            region: format!("{}-{}-{}", random.name(), random.name(), random.below(10)),
            service: random.name(),
            key: [random.text(), random.text()],
            token: random.chance(2).then(|| random.token()),
            time: random.below(4_102_444_800),
        }
    }

    fn ours(&self) -> String {
        let time = Timestamp::from_seconds(self.time as i64);
        let date = time.compact();
        let mut headers: Vec<(&str, &str)> =
            self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        headers.push(("host", &self.host));
        headers.push(("x-amz-date", &date));
        headers.extend(self.token.as_deref().map(|token| ("x-amz-security-token", token)));
        headers.sort_unstable();
        let request = Signable {
            method: self.method,
            path: &self.path,
            query: &self.query,
            headers: &headers,
            body: &self.body,
        };
        let scope = Scope { region: &self.region, service: &self.service, time };
        let [id, secret] = &self.key;
        authorization(&request, &scope, &Credentials::new(id, secret, self.token.clone()))
    }

    fn theirs(&self) -> String {
        let [id, secret] = &self.key;
        let credentials =
            aws_credential_types::Credentials::new(id, secret, self.token.clone(), None, "random");
        let identity = credentials.into();
        let params = aws_sigv4::sign::v4::SigningParams::builder()
            .identity(&identity)
            .region(&self.region)
            .name(&self.service)
            .time(UNIX_EPOCH + Duration::from_secs(self.time))
            .settings(SigningSettings::default())
            .build()
            .unwrap();
        let mark = if self.query.is_empty() { "" } else { "?" };
        let url = format!("https://{}{}{mark}{}", self.host, self.path, self.query);
        let host = [("host", self.host.as_str())];
        let headers = self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).chain(host);
        let request =
            SignableRequest::new(self.method, url, headers, SignableBody::Bytes(&self.body)).unwrap();
        let output = sign(request, &SigningParams::V4(params)).unwrap();
        let mut headers = output.output().headers();
        headers.find(|(name, _)| name.eq_ignore_ascii_case("authorization")).unwrap().1.to_owned()
    }
}

/// The splitmix64 generator.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn chance(&mut self, one_in: u64) -> bool {
        self.below(one_in) == 0
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize]
    }

    fn string(&mut self, alphabet: &str, longest: u64) -> String {
        let alphabet: Vec<char> = alphabet.chars().collect();
        (0..1 + self.below(longest)).map(|_| self.pick(&alphabet)).collect()
    }

    /// Fit for a part of a host name, a header, a region or a service.
    fn name(&mut self) -> String {
        format!("x{}", self.string("abcdefghijklmnopqrstuvwxyz0123456789", 8))
    }

    /// Of any script, with what is special in URLs and in canonical requests.
    fn text(&mut self) -> String {
        self.string("abzABZ019-_.~ +/=&%?#:;,!*'()\"\\\u{7f}äßéñ字かな한🦀𝄞\u{200d}", 24)
    }

    /// A header's value: blanks, tabs and letters of any script anywhere.
    fn value(&mut self) -> String {
        self.string("ab   \t,;=\"019/éñ字🦀", 30)
    }

    fn token(&mut self) -> String {
        self.string("abcdefXYZ0189+/=", 400)
    }

    /// Segments as they are sent, with dots and empty ones between. The last one is none of dots: there
    /// botocore, which we follow, drops the slash before and the SDK keeps it.
    fn path(&mut self) -> String {
        let mut path = String::new();
        for _ in 0..self.below(5) {
            path.push('/');
            match self.below(6) {
                0 => path.push('.'),
                1 => path.push_str(".."),
                2 => {}
                3 => path.push_str(&self.string("ab-_.~!$&'()*+,;=:@", 8)),
                _ => path.push_str(&encoded(&self.text())),
            }
        }
        path.push('/');
        if self.chance(2) {
            path.push_str(&self.name());
        }
        path
    }

    /// Parameters as they are sent; some have no value, some no `=`.
    fn query(&mut self) -> String {
        let parameters = (0..self.below(5)).map(|_| match self.below(4) {
            0 => encoded(&self.text()),
            1 => format!("{}=", encoded(&self.text())),
            _ => format!("{}={}", encoded(&self.text()), encoded(&self.text())),
        });
        parameters.collect::<Vec<_>>().join("&")
    }

    fn body(&mut self) -> Vec<u8> {
        match self.below(3) {
            0 => Vec::new(),
            1 => (0..self.below(300)).map(|_| self.next() as u8).collect(),
            _ => format!("{{\"Name\": \"{}\"}}", self.text()).into_bytes(),
        }
    }
}

/// Percent-encoded as on the wire: all but letters, digits and `-_.~`.
fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}
