//! Inner loops: a page of 60 users between text, values and types, and one signature. Times and allocations.

use bench::derived;
use cognito_idp::types::ListUsersResponse;
use cognito_idp::runtime::json::{self, Layout};
use cognito_idp::runtime::sigv4::{self, Scope, Signable};
use cognito_idp::runtime::{Credentials, Timestamp};
use divan::{Bencher, black_box};

#[global_allocator]
static ALLOCATIONS: divan::AllocProfiler = divan::AllocProfiler::system();

fn main() {
    divan::main();
}

fn page() -> String {
    bench::page(0, Some("token"))
}

mod typed_decode {
    use super::*;

    #[divan::bench]
    fn ours(bencher: Bencher<'_, '_>) {
        let page = page();
        bencher.bench(|| cognito_idp::runtime::typed::from_wire::<ListUsersResponse>(page.as_bytes()));
    }

    #[divan::bench]
    fn serde_derive(bencher: Bencher<'_, '_>) {
        let page = page();
        bencher.bench(|| serde_json::from_slice::<derived::Page>(page.as_bytes()));
    }
}

mod typed_encode {
    use super::*;

    #[divan::bench]
    fn ours(bencher: Bencher<'_, '_>) {
        let page: ListUsersResponse = serde_json::from_str(&page()).expect("a page");
        bencher.bench(|| cognito_idp::runtime::typed::to_wire(&page));
    }

    #[divan::bench]
    fn serde_derive(bencher: Bencher<'_, '_>) {
        let page: derived::Page = serde_json::from_str(&page()).expect("a page");
        bencher.bench(|| serde_json::to_string(&page));
    }
}

mod untyped_decode {
    use super::*;

    #[divan::bench]
    fn ours(bencher: Bencher<'_, '_>) {
        let page = page();
        bencher.bench(|| json::parse(&page));
    }

    #[divan::bench]
    fn serde_json(bencher: Bencher<'_, '_>) {
        let page = page();
        bencher.bench(|| serde_json::from_str::<serde_json::Value>(&page));
    }
}

mod untyped_encode {
    use super::*;

    #[divan::bench(args = [Layout::Wire, Layout::Pretty])]
    fn ours(bencher: Bencher<'_, '_>, layout: Layout) {
        let page = json::parse(&page()).expect("a page");
        bencher.bench(|| json::to_string(&page, layout));
    }

    #[divan::bench]
    fn serde_json(bencher: Bencher<'_, '_>) {
        let page: serde_json::Value = serde_json::from_str(&page()).expect("a page");
        bencher.bench(|| serde_json::to_string(&page));
    }

    #[divan::bench]
    fn serde_json_pretty(bencher: Bencher<'_, '_>) {
        let page: serde_json::Value = serde_json::from_str(&page()).expect("a page");
        bencher.bench(|| serde_json::to_string_pretty(&page));
    }
}

#[divan::bench]
fn signature() -> String {
    let credentials = Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", None::<String>);
    let headers = [
        ("content-type", "application/x-amz-json-1.1"),
        ("host", "cognito-idp.us-east-1.amazonaws.com"),
        ("x-amz-date", "20260101T000000Z"),
        ("x-amz-target", "AWSCognitoIdentityProviderService.ListUserPools"),
    ];
    let request =
        Signable { method: "POST", path: "/", query: "", headers: &headers, body: b"{\"MaxResults\":1}" };
    let scope =
        Scope { region: "us-east-1", service: "cognito-idp", time: Timestamp::from_seconds(1_767_225_600) };
    sigv4::authorization(black_box(&request), &scope, &credentials)
}
