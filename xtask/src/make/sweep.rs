//! `cargo xtask sweep`: every service of a botocore data folder.

use std::collections::BTreeMap;
use std::fs;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use awsmodel_codegen::{Generated, Options};

use crate::make::sources::{Texts, read};
use crate::make::threads;
use crate::workspace::root;
use crate::writer;

/// Options of `sweep`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Botocore's data folder.
    dir: PathBuf,
    /// Also type-check the crates (in `target/sweep/`), with the command line.
    #[arg(long)]
    check: bool,
    /// Only these: 40 services, small and middling, of every protocol.
    #[arg(long, conflicts_with = "only")]
    mixed: bool,
    /// Only these services.
    #[arg(long, value_delimiter = ',', value_name = "NAME,…")]
    only: Vec<String>,
    /// How many services at a time; as many as the machine has processors unless given.
    #[arg(long, value_name = "N")]
    threads: Option<NonZero<usize>>,
}

/// The services of `--mixed`: JSON, query, REST in JSON and in XML, CBOR, EC2; with waiters, streams, checksums, labels, addresses
/// to be asked for, and commands and options whose words the AWS CLI chose by hand.
const MIXED: [&str; 40] = [
    "account",
    "apigateway",
    "application-autoscaling",
    "arc-zonal-shift",
    "backup-gateway",
    "cloudcontrol",
    "cloudfront-keyvaluestore",
    "cloudsearch",
    "cloudsearchdomain",
    "cloudwatch",
    "codestar-notifications",
    "cognito-identity",
    "datapipeline",
    "dynamodb",
    "dynamodbstreams",
    "ebs",
    "ecr-public",
    "elb",
    "identitystore",
    "iot-data",
    "kendra-ranking",
    "lambda",
    "lex-runtime",
    "mediastore-data",
    "oam",
    "polly",
    "rbin",
    "rds-data",
    "redshift-data",
    "route53",
    "secretsmanager",
    "ses",
    "snowball",
    "sns",
    "sqs",
    "sso-oidc",
    "sts",
    "timestream-write",
    "workspaces-instances",
    "xray",
];

/// A service that was generated.
struct Row {
    name: String,
    operations: usize,
    lines: usize,
    time: Duration,
    /// How long it took to type-check it.
    checked: Option<Duration>,
}

/// What became of one service.
enum Outcome {
    Row(Row),
    /// Why it was not tried.
    Skipped(String),
    Failed(String),
}

/// A service and the folder of its newest version.
type Service = (String, PathBuf);

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    let mixed = MIXED.map(str::to_owned);
    let services = chosen(services(&args.dir)?, if args.mixed { &mixed } else { &args.only })?;
    if services.is_empty() {
        bail!("{} holds no services", args.dir.display());
    }
    let outcomes =
        threads::each(&services, args.threads, |(name, folder)| outcome(name, folder, args.check))?;
    let (mut rows, mut skipped, mut failed) = (Vec::new(), BTreeMap::<_, Vec<_>>::new(), Vec::new());
    for ((name, _), outcome) in services.iter().zip(outcomes) {
        match outcome {
            Outcome::Row(row) => rows.push(row),
            Outcome::Skipped(reason) => skipped.entry(reason).or_default().push(name.as_str()),
            Outcome::Failed(error) => failed.push(format!("{name}: {error}")),
        }
    }
    table(&rows);
    failed.iter().for_each(|f| println!("FAILED {f}"));
    for (reason, names) in &skipped {
        println!("skipped {} ({reason}): {}", names.len(), names.join(", "));
    }
    let count: usize = skipped.values().map(Vec::len).sum();
    println!("{} of {} services generate, {count} skipped", rows.len(), rows.len() + failed.len());
    if failed.is_empty() { Ok(()) } else { bail!("{} services failed", failed.len()) }
}

/// The services with these names, all of them if there are none.
fn chosen(mut services: Vec<Service>, only: &[String]) -> Result<Vec<Service>> {
    let unknown = only.iter().filter(|name| services.iter().all(|(service, _)| service != *name));
    let unknown: Vec<String> = unknown.map(|name| format!("`{name}`")).collect();
    if !unknown.is_empty() {
        bail!("no service {}", unknown.join(", "));
    }
    services.retain(|(name, _)| only.is_empty() || only.contains(name));
    Ok(services)
}

/// Services by name with the folder of their newest version.
fn services(dir: &Path) -> Result<Vec<Service>> {
    let mut services = Vec::new();
    for entry in fs::read_dir(dir).with_context(|| format!("no folder {}", dir.display()))? {
        let entry = entry?;
        if !entry.file_type()?.is_dir() {
            continue;
        }
        let versions = fs::read_dir(entry.path())?.filter_map(|v| v.ok().map(|v| v.path()));
        let is_model =
            |v: &PathBuf| v.join("service-2.json").exists() || v.join("service-2.json.gz").exists();
        if let Some(newest) = versions.filter(|v| v.is_dir()).filter(is_model).max() {
            services.push((entry.file_name().to_string_lossy().into_owned(), newest));
        }
    }
    services.sort();
    Ok(services)
}

/// Generates one service. A panic is a fault of ours; the others are tried all the same.
fn outcome(name: &str, folder: &Path, check: bool) -> Outcome {
    match catch_unwind(AssertUnwindSafe(|| one(name, folder, check))) {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(error)) => refused(&format!("{error:#}")),
        Err(_) => Outcome::Failed("codegen panics".into()),
    }
}

/// A model that is refused for what it asks for is passed over, by the reason; anything else is a fault.
fn refused(error: &str) -> Outcome {
    match error.split_once(": `") {
        Some((_, reason)) if reason.contains("` is not supported: ") => {
            Outcome::Skipped(format!("`{reason}"))
        }
        _ => Outcome::Failed(error.to_owned()),
    }
}

fn one(name: &str, folder: &Path, check: bool) -> Result<Outcome> {
    if read(&folder.join("service-2.json"))?.is_none() {
        return Ok(Outcome::Skipped("no service-2.json".into()));
    }
    let texts = Texts::read(folder)?;
    let options = Options { runtime: "../../../runtime".into(), ..Options::new(name) };
    let start = Instant::now();
    let generated = awsmodel_codegen::generate(&texts.sources(), &options)?;
    let time = start.elapsed();
    let checked = check.then(|| type_check(name, &generated)).transpose()?;
    let lines = generated.tree.values().map(|t| t.lines().count()).sum();
    Ok(Outcome::Row(Row { name: name.to_owned(), operations: generated.operations, lines, time, checked }))
}

/// Type-checks a crate, one after the other: all have the same versions of other people's crates, which are checked once.
fn type_check(name: &str, generated: &Generated) -> Result<Duration> {
    static TURN: Mutex<()> = Mutex::new(());
    let sweep = root().join("target/sweep");
    let folder = sweep.join(name);
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    writer::write(&folder, &generated.tree)?;
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    let target = sweep.join("target");
    let target = target.to_string_lossy();
    let start = Instant::now();
    let arguments = ["check", "--quiet", "--features", "cli,async", "--target-dir", &target];
    crate::process::cargo(&folder, &[], &arguments)?;
    Ok(start.elapsed())
}

fn table(rows: &[Row]) {
    println!("{:32}{:>12}{:>12}{:>10}", "service", "operations", "lines", "ms");
    for Row { name, operations, lines, time, checked } in rows {
        let checked = checked.map(|time| format!("   checked in {:.0} s", time.as_secs_f64()));
        let checked = checked.unwrap_or_default();
        println!("{name:32}{operations:>12}{lines:>12}{:>10.1}{checked}", time.as_secs_f64() * 1e3);
    }
    let operations: usize = rows.iter().map(|r| r.operations).sum();
    let lines: usize = rows.iter().map(|r| r.lines).sum();
    let time: f64 = rows.iter().map(|r| r.time.as_secs_f64()).sum();
    println!("{:32}{operations:>12}{lines:>12}{:>10.1}", "total", time * 1e3);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    fn data() -> Scratch {
        Scratch::with(&[
            ("a/2019-01-01/service-2.json", r#"{"metadata": {"protocol": "query"}}"#),
            (
                "a/2020-01-01/service-2.json",
                r#"{"version": "2.0", "metadata": {"apiVersion": "2020-01-01", "endpointPrefix": "a", "protocol": "rest-xml",
                    "serviceFullName": "A", "signatureVersion": "s3", "uid": "a"}, "operations": {}, "shapes": {}}"#,
            ),
            ("b/2020-01-01/service-1.json", "{}"),
            ("c/2020-01-01/service-2.json", r#"{"metadata": {"protocol": "json"}}"#),
            ("partitions.json", "{}"),
        ])
    }

    #[test]
    fn names_that_are_no_services_are_errors() {
        let services = services(data().path()).unwrap();
        let said = |only: &[&str]| {
            let only: Vec<String> = only.iter().map(|name| (*name).to_owned()).collect();
            let names =
                |services: Vec<Service>| services.into_iter().map(|(name, _)| name).collect::<String>();
            chosen(services.clone(), &only).map(names).map_err(|e| e.to_string())
        };
        assert_eq!(said(&[]), Ok("ac".into()));
        assert_eq!(said(&["b"]), Err("no service `b`".into()));
        assert_eq!(said(&["c", "a"]), Ok("ac".into()));
        assert_eq!(
            said(&["a", "nonsense", "partitions.json"]),
            Err("no service `nonsense`, `partitions.json`".into())
        );
    }

    #[test]
    fn a_service_is_skipped_for_a_reason_or_fails_with_one() {
        let data = data();
        let of = |name: &str| match outcome(
            name,
            &services(data.path()).unwrap().iter().find(|s| s.0 == name).unwrap().1,
            false,
        ) {
            Outcome::Row(_) => "generated".to_owned(),
            Outcome::Skipped(reason) => reason,
            Outcome::Failed(error) => format!("failed: {error}"),
        };
        assert_eq!(of("a"), "`s3` is not supported: S3's own addresses and signatures");
        assert!(of("c").starts_with("failed: "), "{}", of("c"));
    }
}
