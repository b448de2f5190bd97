use super::*;

/// A row of the trace: what happens, and the state that botocore's own limiter has afterwards.
struct Row {
    gap: f64,
    latency: f64,
    throttled: bool,
    /// Seconds since the start, rate of the bucket, tokens in it, measured rate.
    expected: [f64; 4],
}

fn trace() -> impl Iterator<Item = Row> {
    include_str!("trace.tsv").lines().filter(|line| !line.starts_with('#')).map(|line| {
        let numbers: Vec<f64> = line.split('\t').map(|number| number.parse().unwrap()).collect();
        Row {
            gap: numbers[0],
            latency: numbers[1],
            throttled: numbers[2] == 1.0,
            expected: numbers[3..].try_into().unwrap(),
        }
    })
}

fn nanos(seconds: f64) -> i128 {
    (seconds * 1e9).round() as i128
}

/// 280 calls one after the other: fast, with complaints, recovering, refused, idle, as fast as may be.
#[test]
fn the_limit_is_botocores() {
    let start = Timestamp::from_seconds(1_600_000_000);
    let (mut now, mut limiter) = (start, RateLimiter::new(start));
    for (number, row) in trace().enumerate() {
        now = now.offset(nanos(row.gap));
        while let Some(wait) = limiter.turn(now) {
            now = now.offset(wait.as_nanos() as i128);
        }
        let sent = now.since(start) as f64 / 1e9;
        now = now.offset(nanos(row.latency));
        limiter.answered(row.throttled, now);
        let actual = [sent, limiter.bucket.rate(), limiter.bucket.tokens(), limiter.meter.rate()];
        for (actual, expected) in actual.iter().zip(row.expected) {
            let close = (actual - expected).abs() < 1e-6 * expected.abs().max(1.0);
            assert!(close, "call {number}: {actual} is not {expected} of {:?}", row.expected);
        }
    }
    assert!(limiter.limits);
}

#[test]
fn a_clock_that_is_set_back_stops_nothing() {
    let start = Timestamp::from_seconds(1_600_000_000);
    let mut limiter = RateLimiter::new(start);
    limiter.answered(true, start.offset(nanos(0.1)));
    let past = start.offset(nanos(-3600.0));
    let wait = limiter.turn(past).unwrap();
    assert!(wait <= Duration::from_secs(2), "{wait:?}");
    assert_eq!(limiter.turn(past.offset(wait.as_nanos() as i128 + 1_000)), None);
}
