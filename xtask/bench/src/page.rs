//! A page of users, as the service writes it.

/// Users of a page: as many as the service gives at most.
pub const USERS: usize = 60;

/// A page of `ListUsers` as the service writes it, of some 27 KB; with a token if another one follows.
#[must_use]
pub fn page(number: usize, token: Option<&str>) -> String {
    let users: Vec<String> = (0..USERS).map(|index| user(number * USERS + index)).collect();
    let token = token.map(|token| format!(",\"PaginationToken\":\"{token}\"")).unwrap_or_default();
    format!("{{\"Users\":[{}]{token}}}", users.join(","))
}

fn user(number: usize) -> String {
    let attributes = [
        ("sub", format!("a1b2c3d4-5678-90ab-cdef-{number:012}")),
        ("email_verified", "true".to_owned()),
        ("name", format!("Jane Doe the {number}th")),
        ("email", format!("jane.{number}@example.com")),
    ];
    let attributes: Vec<String> = attributes
        .iter()
        .map(|(name, value)| format!("{{\"Name\":\"{name}\",\"Value\":\"{value}\"}}"))
        .collect();
    format!(
        "{{\"Attributes\":[{}],\"Enabled\":true,\"UserCreateDate\":17000{:05}.123,\
         \"UserLastModifiedDate\":17000{:05}.456,\"UserStatus\":\"CONFIRMED\",\"Username\":\"jane-{number}\"}}",
        attributes.join(","),
        number % 100_000,
        number % 100_000,
    )
}
