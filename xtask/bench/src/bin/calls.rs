//! `calls WHO ADDRESS COUNT`: the same call again and again, by one of the clients.
//!
//! The bare clients post a body and headers of the same size to the same address; they sign nothing and read the reply
//! as bytes.

use std::error::Error;

use cognito_idp::runtime::{Config, Credentials};
use cognito_idp::types::{ListUsersRequest, ListUserPoolsRequest};

type Outcome = Result<(), Box<dyn Error>>;

const BODY: &str = "{\"MaxResults\":1}";
const HEADERS: [(&str, &str); 8] = [
    ("accept-encoding", "identity"),
    ("x-amz-target", "AWSCognitoIdentityProviderService.ListUserPools"),
    ("content-type", "application/x-amz-json-1.1"),
    ("user-agent", "cognito-idp-rust/0.1.0 ua/2.1 os/linux md/arch#x86_64 lang/rust cfg/retry-mode#standard"),
    ("x-amz-date", "20260101T000000Z"),
    (
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/us-east-1/cognito-idp/aws4_request, \
         SignedHeaders=content-type;host;x-amz-date;x-amz-target, \
         Signature=0000000000000000000000000000000000000000000000000000000000000000",
    ),
    ("amz-sdk-invocation-id", "00000000-0000-4000-8000-000000000000"),
    ("amz-sdk-request", "attempt=1"),
];

fn main() -> Outcome {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [who, address, count] = words.as_slice() else { return Err("usage: calls WHO ADDRESS COUNT".into()) };
    let count: usize = count.parse()?;
    match who.as_str() {
        "blocking" => blocking(address, count),
        "items" => items(address, count),
        "ureq" => bare_ureq(address, count),
        "async" => wait(asynchronous(address, count)),
        "reqwest" => wait(bare_reqwest(address, count)),
        "sdk" => sdk(address, count),
        other => Err(format!("{other} is none of the clients").into()),
    }
}

fn wait(work: impl Future<Output = Outcome>) -> Outcome {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(work)
}

fn config(address: &str) -> Config {
    Config {
        region: Some("us-east-1".into()),
        endpoint_url: Some(address.into()),
        credentials: Some(std::sync::Arc::new(Credentials::new("AKIDEXAMPLE", "secret", None::<String>))),
        ..Config::default()
    }
}

fn blocking(address: &str, count: usize) -> Outcome {
    let client = cognito_idp::blocking::Client::new(config(address))?;
    let request = ListUserPoolsRequest::new(1);
    for _ in 0..count {
        client.list_user_pools(&request)?;
    }
    Ok(())
}

/// All users of as many pages as the server has.
fn items(address: &str, count: usize) -> Outcome {
    let client = cognito_idp::blocking::Client::new(config(address))?;
    let mut users = 0;
    for user in client.list_users_items(&ListUsersRequest::new("us-east-1_EXAMPLE01")) {
        users += usize::from(user?.username.is_some());
    }
    if users != count * bench::USERS {
        return Err(format!("{users} users came").into());
    }
    Ok(())
}

async fn asynchronous(address: &str, count: usize) -> Outcome {
    let client = cognito_idp::Client::new(config(address))?;
    let request = ListUserPoolsRequest::new(1);
    for _ in 0..count {
        client.list_user_pools(&request).await?;
    }
    Ok(())
}

fn bare_ureq(address: &str, count: usize) -> Outcome {
    let agent = ureq::Agent::new_with_defaults();
    for _ in 0..count {
        let mut request = agent.post(address);
        for (name, value) in HEADERS {
            request = request.header(name, value);
        }
        request.send(BODY)?.body_mut().read_to_vec()?;
    }
    Ok(())
}

async fn bare_reqwest(address: &str, count: usize) -> Outcome {
    let client = reqwest::Client::new();
    for _ in 0..count {
        let mut request = client.post(address).body(BODY);
        for (name, value) in HEADERS {
            request = request.header(name, value);
        }
        request.send().await?.bytes().await?;
    }
    Ok(())
}

#[cfg(not(feature = "sdk"))]
fn sdk(_: &str, _: usize) -> Outcome {
    Err("built without the AWS SDK".into())
}

#[cfg(feature = "sdk")]
fn sdk(address: &str, count: usize) -> Outcome {
    use aws_sdk_cognitoidentityprovider::config::{BehaviorVersion, Builder, Credentials, Region};
    let config = Builder::new()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("us-east-1"))
        .endpoint_url(address)
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "bench"))
        .build();
    let client = aws_sdk_cognitoidentityprovider::Client::from_conf(config);
    wait(async move {
        for _ in 0..count {
            client.list_user_pools().max_results(1).send().await?;
        }
        Ok(())
    })
}
