//! Where requests go: `endpoint/cases.json` holds a region, switches or an address of the user's own, and
//! the URL or the error that the rules of AWS give for them.
//!
//! The first 57 cases say what AWS's public test file for this service says; the others take one or more
//! regions of every partition, known and not, through all four combinations of the switches.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use cognito_idp::SERVICE;
use cognito_idp::runtime::endpoint::{Parameters, Partition};
use serde_json::Value;

#[test]
fn the_rules_give_the_published_addresses() {
    let cases: Vec<Value> = serde_json::from_str(include_str!("endpoint/cases.json")).unwrap();
    let text = |case: &Value, key: &str| case[key].as_str().map(str::to_owned);
    let flag = |case: &Value, key: &str| case[key].as_bool().unwrap_or(false);
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let endpoint = (SERVICE.endpoint)(&Parameters {
                region: case["region"].as_str(),
                use_fips: flag(case, "fips"),
                use_dual_stack: flag(case, "dual_stack"),
                endpoint: case["custom"].as_str(),
                operation: &[],
                partitions: SERVICE.partitions,
            });
            let expected = text(case, "url").ok_or_else(|| text(case, "error").unwrap());
            let actual = endpoint.map(|endpoint| endpoint.url);
            (actual != expected).then(|| format!("{case}: {actual:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// All of today's partitions have both kinds of endpoints; the rules know what to say of one that has not.
#[test]
fn switches_that_a_partition_does_not_support_are_errors() {
    let partitions = [Partition {
        name: "aws-mars",
        dns_suffix: "mars.example",
        dual_stack_dns_suffix: "api.mars.example",
        supports_fips: false,
        supports_dual_stack: false,
        implicit_global_region: "mars-north-1",
        region_prefixes: &["mars"],
        region_infix: "",
        regions: &["mars-north-1"],
    }];
    let resolve = |use_fips, use_dual_stack| {
        (SERVICE.endpoint)(&Parameters {
            region: Some("mars-north-1"),
            use_fips,
            use_dual_stack,
            endpoint: None,
            operation: &[],
            partitions: &partitions,
        })
        .map(|endpoint| endpoint.url)
    };
    assert_eq!(resolve(false, false).unwrap(), "https://cognito-idp.mars-north-1.mars.example");
    let fips = "FIPS is enabled but this partition does not support FIPS";
    assert_eq!(resolve(true, false).unwrap_err(), fips);
    let dual_stack = "DualStack is enabled but this partition does not support DualStack";
    assert_eq!(resolve(false, true).unwrap_err(), dual_stack);
    let both = "FIPS and DualStack are enabled, but this partition does not support one or both";
    assert_eq!(resolve(true, true).unwrap_err(), both);
}
