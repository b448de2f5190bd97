//! Keys that sign nothing but the tokens of these tests, and tokens signed by them.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, crypto};

/// The pool's key, as DER in base64.
pub(super) const OWN: &str = concat!(
    "MIIEowIBAAKCAQEAsN7dAsjPg8Em9vhQl2/zm0SESeTD95fEswcjXmlXFHrbLqoMRkjQLebsdlSi2EMwq+gvk0uQgdT+PAHpqz8U",
    "V98oCpgdsMRaAXwu+TOt96VrFMWrJ+mOn21yJs5OYyd12FAuau+1RmZQcALlJPkMF0l+WHD1maQH6kp3CCe1Vyk/smjgTBR4+Pf4",
    "IPrQ6B3Z3LtDVT7nN+nRLiVYMrLW+QAcUMDeL+4eEv8HxqcfCd+Q7f+QW62+coefJk1uKskJGJYCh+yeTZToIEt2q5byRSNPlhl+",
    "BoauqhxkrBPi7tG0XqhnrvN4KW5SbnRTq7P9gsZ08S7dE4SaQecxYlswAwIDAQABAoIBADEstUvp4vAhyqCNp3KDOLqpkRIuXWHA",
    "O3r++BFuvjw+cCQIOUNtSRwKASJhI6l2/Ng+xMNyFepS+qBac8odzp0juTFA27hizxdsnG7CtJKO1je/QXfmUrX2qu8pGtgsh3It",
    "0MoAfWjmV2TdGTJvX7I1x7/1IAOofF7idze4Oo3RvsRu6xsQqA1y6wl7vGp6tsi3TQ5JtkyA6z6XZKOFG8LUKo4g8MTZ1NjPsyjP",
    "WO3qii8L4KjamLbJY+ezmjiPtCct8WYituEsmDxKzp8aj6SMgGEflmvh3/wpy7DNCgOGlwtnd4oZmBx5kDyYz295vmzzvG4XreJ7",
    "LKDXhPdxImkCgYEA1xa3DHEci4fqgEsENTEz981DJLAXWntZnVQzkeEYlliMaD/qYQa5qRyEmZjsJjY0SlIXbiu1WdNG8I6mQYpN",
    "O9AIhi9G0DQfMzUPPpcMrc+M02m5tP8GP5SZP52RAH4KeU+0xCKkRZbyeqFndCm7sUB42/P6uaESyCRKh93+Bn8CgYEA0oMyQzaz",
    "06xFyV/vTccVQDczXRLmb2I4c5Z3/Qsswk58pc0Y4BLte1/fIAp8jX9O08W7YBDuTCDGjVXddqqoGswgggkKVKQjUDnijhDXq8BY",
    "KVdor2VgtiWhYb48JZODxRxuqLXd12cPhg60OAfudud4KbQhKFkgTYAHN8yT/H0CgYASdta78LHcoIxW+xmfX1vwt+Q9sAgxMkmd",
    "Ie9TZJlxvqQ/Bs2eCq/Bfrs7XE9ZcGnIv4dXY9UrouGCIRzQn4jFy7QPoNtZYEAVa0alvt3NxfV26KqSiRoGN0F4npQmEKvhgiAo",
    "fjjP6IdkU5rH9BUywDAf4a/yY4tzNvpW842tDQKBgQCPHNYsz6GNQ87lyiycCb4uu9hVbCXwjyulmSPViaVSK52d8kL5AqUkfNbp",
    "p3dpkqT6X7C07I20f4u8RiWbKQXDwgZPoOm/BR9kyRV2U4jroIXPBTeMFjWbXxXJp1SojxLEDEJGu+0nJU9uacynUu0RNOeCIo1w",
    "KrdFOMavbosk2QKBgDHTVwut+gm/oySPxwYNtDdCBfexy8Eia8DUbwa/9gMTJCr9dZM5Zyv5Pv2V74dD7/Aho51A0bDONbDC04/h",
    "z61bsh7b5ojbthe76Y0xNzdPQvgM4NW+gIolMh3fF0wyQKhvyHUdxwataFQfdB3Dhc4qRgkNpVl87xzpF45PY/Ne",
);

/// A key that is not the pool's.
pub(super) const OTHER: &str = concat!(
    "MIIEogIBAAKCAQEAzaMZfv51ynolDoH0NcPhDQ/6tvA53uFdPmcDzCFSxmkYwY4hYtrIkedqe+6MKka6cNKjGjpHbIl45RlGmGwX",
    "6R2j9+KD+z8AXzYrvzSypNRLfj0p9vGvTT5aDw7LmTglfesxIQGGZmbFMTpQaHn9xtdeOUMiSjnkqrED7fO/UA4WP2QtINb8fJF0",
    "/o5GslgNmDJbJGclu/G2HLr8/1TAXBnbrZsNjSqJpdIhvbcOGxg5WQxAg8obcEwPtJj22zr8xPx4yq+mQJjPpUW1sjJrW9ucKBnp",
    "Ll5MKrpJcTl6AGcuBzffAeNek7Ekk/2itBI34eQl1WMkBDCrtthuxWV4AwIDAQABAoIBAAJMEKEl1/LPlrHI5Npjs+D9k5tO9Egk",
    "Z1jAaNjABIv/3Fo8XrlOeim0sDCIBsI2iqc8MYmkKtKwRHMp6zgRRdq0s8JPCJKaO3eIBBWwnoN13A2iD3s/nunNFc92QFlkhaxL",
    "uZkSfcn2DiNEvf8BlQ91rdetts8MD4OSn6ZQVnJFknjsr2+Pb/TwmvI1n10WZ3QYZgLIXqFbt6F3VhjVhLMLzjnPLYKcW//08OGa",
    "hNQwM1I7FcavWtLzj85cL+JMNsTjN+KYTm07zQ+YmnYHKLHaq0KupQ2odyT21n1oldX9rj3vqvsgQYAqlHZx4yEPvlvwVFfoZoGH",
    "nxzCDv0n8ukCgYEA96iBpawkOzl+G+0h8qGvHpoBD+aC+1TlWcq7n37/h+Puv29shg87gyvaPz4ial8D/t6ITtZNBOF+xTz87VWp",
    "Lzopleyj1ElkWQ2GdxQohhJyfig7gzauwBAiPBeTvQ75ty2cipvCLIA12v/ik+/W8hNqfV1ZiL/61JI/CnUX+ikCgYEA1JBBexij",
    "HkjbyfB1mrJc3THJeNizc2fe8PCNso24YLrZtwFw9iJl+32pH602tFeJOkr09ThM5jHuoVHhrYbLTT6ZIPc53YarJW7qwnhn/IA3",
    "zqyksFfgOMPYRO7UQ8mg2wb06VRRcSaCy52QhiFBdGzHZeCBnIy5X/rAtt4nfksCgYBRqYSmhm6kAL8uojCxetLtukZjYdUK3uGJ",
    "jCn128CSpHwTL8CPK/KpvAoJFInwnUgKAILdzBg1Zc2RaBzWfYp+AiW4RAF5fIHUQ3t1RHZgTzDlnIqTJ7LTrf475mJW0ttQpX+a",
    "zOVoGxanEf06Xrl3tSNGF0Pwra0d7uNOpXG0kQKBgCohxbjec0aHbnkiXk0hWWLGgYagfUE8r2XWaF+h04/ouUqa0IcY3lnw2Frc",
    "/GDWkO6q+M66MBPYhdIX5sF8XEOdSsDL//42uSmcSI/vSb00tNsUQThq0pityOow5IXjKyz+vgCZo+LnnTk6q/DKGq02+nbo/wfG",
    "pN+vVg9pDS7tAoGARNyTjL6M1eLxotw6vGKDOLPtm2sw+jAn1tTqLBmd8rxdzQm6Sf3iLop8FBQ/OjPz9tiSVEK6b3FpRZMnd7ps",
    "TrM10Lq1hgF6z/05CoiXaFxzvN02s4nK8Izh/+QRI2/aVIGO0kGBiPCWqXQXxht0Fuel/C7173QKZCA1eV5HH50=",
);

/// The set of keys that the pool gives away: its own, and one for others.
pub(super) const KEYS: &str = concat!(
    r#"{"keys":[{"kty":"EC","kid":"two","crv":"P-256","x":"","y":""},{"kty":"RSA","kid":"one","alg":"RS256","#,
    r#""use":"sig","e":"AQAB","n":""#,
    "sN7dAsjPg8Em9vhQl2_zm0SESeTD95fEswcjXmlXFHrbLqoMRkjQLebsdlSi2EMwq-gvk0uQgdT-PAHpqz8UV98oCpgdsMRaAXwu",
    "-TOt96VrFMWrJ-mOn21yJs5OYyd12FAuau-1RmZQcALlJPkMF0l-WHD1maQH6kp3CCe1Vyk_smjgTBR4-Pf4IPrQ6B3Z3LtDVT7n",
    "N-nRLiVYMrLW-QAcUMDeL-4eEv8HxqcfCd-Q7f-QW62-coefJk1uKskJGJYCh-yeTZToIEt2q5byRSNPlhl-BoauqhxkrBPi7tG0",
    "XqhnrvN4KW5SbnRTq7P9gsZ08S7dE4SaQecxYlswAw",
    r#""}]}"#,
);

/// A token signed by the pool.
pub(super) fn signed(header: &str, claims: &str) -> String {
    signed_by(OWN, header, claims)
}

/// A token signed by a key.
pub(super) fn signed_by(key: &str, header: &str, claims: &str) -> String {
    let signed = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
    let key = EncodingKey::from_rsa_der(&STANDARD.decode(key).unwrap());
    let signature = crypto::sign(signed.as_bytes(), &key, Algorithm::RS256).unwrap();
    format!("{signed}.{signature}")
}
