//! The stand-in for the service: its samples, its checks, and what tests ask of it over HTTP.
#![cfg(all(feature = "blocking", feature = "test-util"))]
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use cognito_idp::SERVICE;
use cognito_idp::blocking::Client;
use cognito_idp::runtime::json::{self, Layout};
use cognito_idp::runtime::transport::{HttpRequest, Transport as _};
use cognito_idp::runtime::{Config, Operation, Service, Shape, Value, skeleton, validate};
use cognito_idp::runtime::test_util::Guests;
use cognito_idp::test_util::{Stub, StubServer, mock, stub_server};
use cognito_idp::types::{
    DescribeUserPoolRequest, GetUserRequest, SetUserPoolMfaConfigRequest, SignUpRequest, UserPoolMfaType,
};

/// A client of the server, over TCP.
fn client(server: &StubServer) -> Client {
    Client::new(Config { endpoint_url: Some(server.url()), transport: None, ..mock().config() }).unwrap()
}

/// One exchange of HTTP; status and body.
fn http(server: &StubServer, method: &str, path: &str, body: &str) -> (u16, String) {
    let (head, body) = exchange(server, method, path, "Host: localhost\r\n", body);
    (head.split(' ').nth(1).unwrap().parse().unwrap(), body)
}

/// One exchange with headers of one's own; head and body.
fn exchange(server: &StubServer, method: &str, path: &str, headers: &str, body: &str) -> (String, String) {
    let mut stream = TcpStream::connect(("127.0.0.1", server.port())).unwrap();
    let length = body.len();
    write!(stream, "{method} {path} HTTP/1.1\r\n{headers}Connection: close\r\nContent-Length: {length}\r\n\r\n{body}")
        .unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    (head.to_owned(), body.to_owned())
}

/// The stand-in's answer to an operation, signed, with this input.
fn answer(operation: &Operation, input: &Value) -> (u16, Value) {
    answer_of(&SERVICE, operation, input)
}

fn answer_of(service: &'static Service, operation: &Operation, input: &Value) -> (u16, Value) {
    let target = format!("AWSCognitoIdentityProviderService.{}", operation.name);
    let mut request = HttpRequest::new("POST", "http://localhost/");
    request.set_header("x-amz-target", target);
    request.set_header("authorization", "AWS4-HMAC-SHA256 x");
    request.body = json::to_string(input, Layout::Wire).into_bytes();
    let response = Stub::new(service).send(&request).unwrap();
    let text = String::from_utf8(response.body).unwrap();
    (response.status, json::parse(if text.is_empty() { "null" } else { &text }).unwrap())
}

/// The sample of a shape: what a service answers whose one operation has it as its output. The tables
/// are leaked, since they have to be static.
fn sample(shape: Shape) -> Value {
    let operation: &'static Operation = Box::leak(Box::new(Operation::new("Sample", shape.tables()).output(shape.id())));
    let operations = Box::leak(Box::new([operation]));
    let service = Box::leak(Box::new(Service { operations, ..SERVICE }));
    answer_of(service, operation, &Value::Null).1
}

#[test]
fn every_operation_takes_a_sample_of_its_input_and_answers_with_one_of_its_output() {
    for operation in SERVICE.operations {
        let input = operation.input_shape().map_or_else(|| skeleton::input(EMPTY), sample);
        let (status, reply) = answer(operation, &input);
        assert_eq!(status, 200, "{} {input:?}: {reply:?}", operation.name);
        match operation.output_shape() {
            Some(shape) => validate::validate(&reply, shape).unwrap(),
            None => assert_eq!(reply, Value::Null, "{}", operation.name),
        }
        assert_eq!(answer(operation, &input).1, reply, "{}", operation.name);
        let tokens = operation.paginator.map(|paginator| paginator.output_tokens).unwrap_or_default();
        assert!(tokens.iter().all(|token| reply.get(token).is_none()), "{}", operation.name);
    }
}

cognito_idp::runtime::shapes! {
    static EMPTY: Shape = Shape::new("Empty", Kind::Structure(&[]));
}

#[test]
fn every_operation_refuses_an_input_without_its_required_members() {
    for operation in SERVICE.operations {
        let Some(shape) = operation.input_shape() else { continue };
        let Some(required) = shape.members().iter().find(|member| member.required()) else { continue };
        let (status, reply) = answer(operation, &json::parse("{}").unwrap());
        let message = reply.get("message").unwrap().as_str().unwrap();
        assert_eq!(status, 400);
        assert_eq!(reply.get("__type").unwrap().as_str(), Some("InvalidParameterException"), "{}", operation.name);
        let name = required.name()[..1].to_lowercase() + &required.name()[1..];
        assert!(message.contains(&format!("Value null at '{name}' failed")), "{message}");
    }
}

#[test]
fn clients_of_any_kind_reach_it() {
    let server = stub_server().unwrap();
    let client = client(&server);
    let pool = client.describe_user_pool(DescribeUserPoolRequest::new("us-east-1_Pool12345")).unwrap();
    assert!(pool.user_pool.unwrap().id.is_some());
    let set = SetUserPoolMfaConfigRequest {
        mfa_configuration: Some(UserPoolMfaType::Optional),
        ..SetUserPoolMfaConfigRequest::new("us-east-1_Pool12345")
    };
    assert_eq!(client.set_user_pool_mfa_config(&set).unwrap().mfa_configuration, Some(UserPoolMfaType::Optional));
    let error = client.describe_user_pool(DescribeUserPoolRequest::new("not a pool")).unwrap_err();
    assert_eq!(error.code(), Some("InvalidParameterException"));
    assert_eq!(
        error.message(),
        "1 validation error detected: Value 'not a pool' at 'userPoolId' failed to satisfy constraint: \
         Member must satisfy regular expression pattern: [\\w-]+_[0-9a-zA-Z]+"
    );
    let seen = server.stub().requests();
    assert_eq!(seen.len(), 3);
    assert_eq!(seen[2].get("status"), Some(&Value::from(400)));
    assert_eq!(seen[2].get("operation").unwrap().as_str(), Some("DescribeUserPool"));
}

#[test]
fn what_the_service_would_not_take() {
    let server = stub_server().unwrap();
    let (status, body) = http(&server, "POST", "/", "{}");
    assert_eq!((status, body.as_str()), (400, r#"{"__type": "UnknownOperationException", "message": "There is no operation \"\""}"#));
    let unsigned = Client::new(Config { sign: false, endpoint_url: Some(server.url()), transport: None, ..mock().config() }).unwrap();
    let error = unsigned.describe_user_pool(DescribeUserPoolRequest::new("us-east-1_Pool12345")).unwrap_err();
    assert_eq!(error.code(), Some("MissingAuthenticationTokenException"));
    assert!(unsigned.get_user(GetUserRequest::new("token")).is_ok());
}

#[test]
fn tests_set_replies_and_see_requests_over_http() {
    let server = stub_server().unwrap();
    let client = client(&server);
    let sign_up = || client.sign_up(SignUpRequest::new("client", "jane"));
    let reply = r#"[{"operation":"SignUp","error":"UsernameExistsException","message":"taken","times":1},
                    {"operation":"SignUp","body":{"UserConfirmed":false,"UserSub":"sub"}}]"#;
    assert_eq!(http(&server, "POST", "/_stub/replies", reply).0, 200);
    assert_eq!(sign_up().unwrap_err().code(), Some("UsernameExistsException"));
    assert_eq!(sign_up().unwrap().user_sub, "sub");
    assert!(!sign_up().unwrap().user_confirmed);
    let (_, shown) = http(&server, "GET", "/_stub/requests", "");
    let shown = json::parse(&shown).unwrap();
    assert_eq!(shown.as_list().unwrap().len(), 3);
    assert_eq!(shown.as_list().unwrap()[0].get("input").unwrap().get("Username").unwrap().as_str(), Some("jane"));
    assert_eq!(http(&server, "DELETE", "/_stub", "").0, 200);
    assert_eq!(http(&server, "GET", "/_stub/replies", ""), (200, "[]".to_owned()));
    assert_eq!(http(&server, "GET", "/_stub/requests", ""), (200, "[]".to_owned()));
    assert!(sign_up().unwrap().user_confirmed);
}

#[test]
fn wrong_replies_are_refused_with_the_reason() {
    let server = stub_server().unwrap();
    let cases = [
        ("{}", "A reply needs the key \"operation\""),
        ("7", "A reply is an object with the key \"operation\""),
        (r#"{"operation":"X"}"#, "Amazon Cognito Identity Provider has no operation \"X\""),
        (r#"{"operation":"SignUp","reply":1}"#, "A reply has no key \"reply\"; its keys are operation, input, times, status, headers, body, error, message"),
        (r#"{"operation":"SignUp","status":99}"#, "\"status\" is a whole number from 200 to 599"),
        (r#"{"operation":"SignUp","body":1,"error":"X"}"#, "A reply has either \"body\" or \"error\""),
        (r#"{"operation":"SignUp","headers":{"a":"b\r\nc"}}"#, "\"headers\" is an object of texts of one line"),
    ];
    for (body, message) in cases {
        let (status, reply) = http(&server, "POST", "/_stub/replies", body);
        assert_eq!(status, 400, "{body}");
        assert_eq!(json::parse(&reply).unwrap().get("message").unwrap().as_str(), Some(message));
    }
    assert_eq!(http(&server, "PATCH", "/_stub/replies", "").0, 404);
}

/// A page that leads a name of its own to this machine, or that sends from where it is, learns nothing.
#[test]
fn pages_of_strangers_are_refused() {
    let server = stub_server().unwrap();
    let reply = r#"{"operation": "SignUp", "body": {}}"#;
    for headers in [
        "Host: evil.example\r\n",
        "Host: localhost.evil.example:80\r\n",
        "Host: localhost\r\nOrigin: http://evil.example\r\n",
        "Host: 127.0.0.1\r\nOrigin: null\r\n",
    ] {
        for (method, path, body) in
            [("GET", "/_stub/requests", ""), ("POST", "/_stub/replies", reply), ("OPTIONS", "/", ""), ("POST", "/", "{}")]
        {
            let (head, body) = exchange(&server, method, path, headers, body);
            assert!(head.starts_with("HTTP/1.1 403 ") && !head.contains("Access-Control"), "{headers} {head}");
            assert!(body.starts_with("{\"message\": "), "{body}");
        }
    }
    assert_eq!(server.stub().requests(), []);
    assert_eq!(http(&server, "GET", "/_stub/replies", "").1, "[]");
}

#[test]
fn pages_that_were_let_in_are_answered() {
    let page = "http://localhost:5173";
    let guests = Guests { origins: vec![page.into()], hosts: vec!["stub.test".into()] };
    let server = StubServer::open(&SERVICE, 0, guests).unwrap();
    let headers = format!(
        "Host: stub.test:1\r\nOrigin: {page}\r\nAccess-Control-Request-Method: POST\r\n\
         Access-Control-Request-Headers: x-amz-target,content-type\r\n"
    );
    let (head, _) = exchange(&server, "OPTIONS", "/", &headers, "");
    assert!(head.starts_with("HTTP/1.1 204 "), "{head}");
    for line in [
        "Access-Control-Allow-Origin: http://localhost:5173",
        "Access-Control-Allow-Methods: GET, POST, PUT, DELETE, OPTIONS",
        "Access-Control-Allow-Headers: x-amz-target,content-type",
        "Vary: Origin",
    ] {
        assert!(head.contains(line), "{head}");
    }
    let headers = format!("Host: localhost\r\nOrigin: {page}\r\nX-Amz-Target: AWSCognitoIdentityProviderService.SignUp\r\n");
    let body = r#"{"ClientId": "client", "Username": "jane"}"#;
    let (head, _) = exchange(&server, "POST", "/", &headers, body);
    assert!(head.starts_with("HTTP/1.1 200 ") && head.contains("Access-Control-Allow-Origin: http://localhost:5173"));
    let (head, _) = exchange(&server, "GET", "/_stub/requests", "Host: localhost\r\n", "");
    assert!(!head.contains("Access-Control"), "{head}");
}

#[test]
fn keys_of_issuers() {
    let server = stub_server().unwrap();
    for path in ["/.well-known/jwks.json", "/us-east-1_EXAMPLE01/.well-known/jwks.json"] {
        let (status, body) = http(&server, "GET", path, "");
        let keys = json::parse(&body).unwrap();
        let key = keys.get("keys").and_then(Value::as_list).and_then(<[_]>::first).unwrap();
        assert_eq!((status, key.get("kty").and_then(Value::as_str)), (200, Some("RSA")), "{body}");
    }
    let own = r#"{"keys": [{"kid": "mine"}]}"#;
    assert_eq!(http(&server, "PUT", "/_stub/keys", own).0, 200);
    assert_eq!(http(&server, "GET", "/.well-known/jwks.json", "").1, own);
    assert_eq!(http(&server, "PUT", "/_stub/keys", "{}").0, 400);
    http(&server, "DELETE", "/_stub", "");
    assert!(http(&server, "GET", "/.well-known/jwks.json", "").1.contains("\"kid\":\"stub\""));
    assert_eq!(http(&server, "OPTIONS", "/", "").0, 204);
}

/// One connection more than there are threads waits for its turn, and gets it.
#[test]
fn connections_beyond_the_last_wait() {
    let server = stub_server().unwrap();
    let idle: Vec<_> = (0..256).map(|_| TcpStream::connect(("127.0.0.1", server.port())).unwrap()).collect();
    let mut late = TcpStream::connect(("127.0.0.1", server.port())).unwrap();
    late.write_all(b"GET /_stub/requests HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    late.set_read_timeout(Some(std::time::Duration::from_millis(200))).unwrap();
    assert!(late.read(&mut [0; 16]).is_err());
    drop(idle);
    late.set_read_timeout(None).unwrap();
    let mut text = String::new();
    late.read_to_string(&mut text).unwrap();
    assert!(text.starts_with("HTTP/1.1 200 "), "{text}");
}

/// A reply is a question or its result, never both.
#[test]
fn samples_put_nothing_together_that_excludes_itself() {
    let mut seen = 0;
    for operation in SERVICE.operations {
        let members = operation.output_shape().map(Shape::members).unwrap_or_default();
        if members.iter().all(|member| !member.apart()) {
            continue;
        }
        let input = sample(operation.input_shape().unwrap());
        let (status, reply) = answer(operation, &input);
        let reply = reply.as_map().cloned().unwrap();
        let has = |apart: bool| members.iter().any(|m| m.apart() == apart && reply.contains_key(m.name()));
        assert!(status == 200 && has(false) && !has(true), "{}: {reply:?}", operation.name);
        seen += 1;
    }
    assert_eq!(seen, 4);
}
