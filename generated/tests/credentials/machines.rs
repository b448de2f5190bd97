//! Credentials of containers and of instances.

use std::time::{Duration, Instant};

use super::aws::Aws;
use super::home::Home;

#[test]
fn a_container() {
    let (aws, home) = (Aws::start(), Home::with(""));
    let url = format!("{}/container", aws.url);
    let variables =
        [("AWS_CONTAINER_CREDENTIALS_FULL_URI", &*url), ("AWS_CONTAINER_AUTHORIZATION_TOKEN", "Basic x")];
    assert_eq!(home.run(&aws, &[], &variables), (0, "pool".to_owned()));
    assert_eq!(
        (aws.requests(), aws.keys()),
        (vec!["GET /container".to_owned()], vec!["ASIACONTAINER".to_owned()])
    );
    assert_eq!(aws.received("authorization")[0].header("authorization"), Some("Basic x"));
}

#[test]
fn a_container_with_its_token_in_a_file() {
    let (aws, home) = (Aws::start(), Home::with(""));
    home.write("token", "from-file");
    let (url, token) = (format!("{}/container", aws.url), home.path("token").display().to_string());
    let variables =
        [("AWS_CONTAINER_CREDENTIALS_FULL_URI", &*url), ("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", &*token)];
    assert_eq!(home.run(&aws, &[], &variables).0, 0);
    assert_eq!(aws.received("authorization")[0].header("authorization"), Some("from-file"));
}

#[test]
fn a_container_that_refuses() {
    let (aws, home) = (Aws::start(), Home::with(""));
    let url = format!("{}/elsewhere", aws.url);
    let (status, message) = home.run(&aws, &[], &[("AWS_CONTAINER_CREDENTIALS_FULL_URI", &url)]);
    let words = "Error when retrieving credentials from container-role: ";
    assert!(status == 255 && message.contains(words), "{status} {message}");
}

#[test]
fn a_container_that_is_not_there() {
    let (aws, home) = (Aws::start(), Home::with(""));
    let url = "http://127.0.0.1:1/x";
    let (status, message) = home.run(&aws, &[], &[("AWS_CONTAINER_CREDENTIALS_FULL_URI", url)]);
    let words = "Error when retrieving credentials from container-role: Error retrieving metadata: Received error \
                 when attempting to retrieve container metadata: Could not connect to the endpoint URL: \
                 \"http://127.0.0.1:1/x\"";
    assert!(status == 255 && message.ends_with(words), "{status} {message}");
}

#[test]
fn an_instance() {
    let (aws, home) = (Aws::start(), Home::with(""));
    let here = [("AWS_EC2_METADATA_DISABLED", "false"), ("AWS_EC2_METADATA_SERVICE_ENDPOINT", &*aws.url)];
    assert_eq!(home.run(&aws, &[], &here), (0, "pool".to_owned()));
    assert_eq!(aws.keys(), ["ASIAINSTANCE"]);
    assert_eq!(aws.requests()[0], "PUT /latest/api/token");
    let tokens = aws.received("x-aws-ec2-metadata-token");
    assert!(tokens.iter().all(|r| r.header("x-aws-ec2-metadata-token") == Some("metadata-token")));
}

#[test]
fn an_instance_that_may_not_be_asked() {
    let (aws, home) = (Aws::start(), Home::with(""));
    let (status, message) = home.run(&aws, &[], &[("AWS_EC2_METADATA_SERVICE_ENDPOINT", &aws.url)]);
    assert!(status == 253 && message.contains("Unable to locate credentials."), "{status} {message}");
    assert!(aws.requests().is_empty());
}

#[test]
fn no_instance_and_an_instance_that_hangs() {
    let (aws, home) = (Aws::start(), Home::with(""));
    // Connections are taken up by the system, but nobody answers.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let silent = format!("http://{}", silent.local_addr().unwrap());
    for url in ["http://127.0.0.1:1", &silent] {
        let begun = Instant::now();
        let variables = [("AWS_EC2_METADATA_DISABLED", ""), ("AWS_EC2_METADATA_SERVICE_ENDPOINT", url)];
        let (status, message) = home.run(&aws, &[], &variables);
        assert!(status == 253 && message.contains("Unable to locate credentials."), "{status} {message}");
        assert!(begun.elapsed() < Duration::from_secs(4), "{url} {:?}", begun.elapsed());
    }
}
