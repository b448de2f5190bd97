use super::*;

fn shared() -> Shared {
    Shared::new(Timestamp::default())
}

fn decide(mode: RetryMode, status: u16, code: &str, attempt: u32) -> Decision {
    let config = RetryConfig { mode, max_attempts: mode.default_max_attempts() };
    config.decide(Outcome::Service { status, code }, attempt, 0.5, &mut shared())
}

#[test]
fn each_mode_has_its_own_codes() {
    let half = |cost| Decision::Retry { pause: Duration::from_millis(500), cost };
    assert_eq!(decide(RetryMode::Legacy, 400, "TooManyRequestsException", 1), Decision::Stop);
    assert_eq!(decide(RetryMode::Standard, 400, "TooManyRequestsException", 1), half(5));
    assert_eq!(decide(RetryMode::Legacy, 400, "ThrottlingException", 1), half(0));
    assert_eq!(decide(RetryMode::Legacy, 429, "X", 1), half(0));
    assert_eq!(decide(RetryMode::Standard, 429, "X", 1), Decision::Stop);
    assert_eq!(decide(RetryMode::Legacy, 500, "X", 5), Decision::Exhausted);
    assert_eq!(decide(RetryMode::Legacy, 400, "X", 5), Decision::Stop);
    assert_eq!(decide(RetryMode::Standard, 400, "X", 3), Decision::Exhausted);
}

#[test]
fn pauses_double_and_are_bounded() {
    let config = RetryConfig { mode: RetryMode::Standard, max_attempts: 20 };
    let mut shared = shared();
    let mut pause = |attempt, random| match config.decide(
        Outcome::Failure(ErrorKind::Connect),
        attempt,
        random,
        &mut shared,
    ) {
        Decision::Retry { pause, .. } => pause,
        decision => panic!("{decision:?}"),
    };
    assert_eq!(pause(1, 1.0), Duration::from_secs(1));
    assert_eq!(pause(4, 1.0), Duration::from_secs(8));
    assert_eq!(pause(10, 1.0), Duration::from_secs(20));
    assert_eq!(pause(10, 0.25), Duration::from_secs(5));
}

#[test]
fn the_quota_runs_out_and_fills_again() {
    let config = RetryConfig { mode: RetryMode::Standard, max_attempts: 3 };
    let mut shared = shared();
    let timeout = Outcome::Failure(ErrorKind::ReadTimeout);
    for _ in 0..50 {
        assert!(matches!(config.decide(timeout, 1, 0.0, &mut shared), Decision::Retry { cost: 10, .. }));
    }
    assert_eq!(config.decide(timeout, 1, 0.0, &mut shared), Decision::Stop);
    shared.succeeded(Some(10));
    assert!(matches!(config.decide(timeout, 1, 0.0, &mut shared), Decision::Retry { .. }));
}

#[test]
fn only_the_adaptive_mode_slows_down() {
    let throttled = Outcome::Service { status: 400, code: "ThrottlingException" };
    for (mode, slows) in
        [(RetryMode::Legacy, false), (RetryMode::Standard, false), (RetryMode::Adaptive, true)]
    {
        let mut shared = shared();
        assert_eq!(shared.turn(mode, Timestamp::default()), None);
        shared.answered(mode, Some(Outcome::Service { status: 500, code: "X" }), Timestamp::default());
        assert_eq!(shared.turn(mode, Timestamp::default()), None);
        shared.answered(mode, Some(throttled), Timestamp::default());
        assert_eq!(shared.turn(mode, Timestamp::default()).is_some(), slows, "{mode:?}");
    }
}
