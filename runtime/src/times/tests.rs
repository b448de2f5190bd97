use crate::shapes::time::Timestamp;

#[test]
fn three_crates_agree() {
    for nanoseconds in [0, -1, 1_600_000_000_123_456_789, -1_600_000_000_123_456_789] {
        let time = Timestamp::from_nanoseconds(nanoseconds);
        assert_eq!(Timestamp::from(jiff::Timestamp::try_from(time).unwrap()), time);
        assert_eq!(Timestamp::from(chrono::DateTime::try_from(time).unwrap()), time);
        assert_eq!(Timestamp::from(time::OffsetDateTime::try_from(time).unwrap()), time);
        assert_eq!(jiff::Timestamp::try_from(time).unwrap().to_string(), time.to_string());
    }
    for nanoseconds in [i128::MAX, i128::MIN] {
        let far = Timestamp::from_nanoseconds(nanoseconds);
        assert!(jiff::Timestamp::try_from(far).is_err());
        assert!(chrono::DateTime::try_from(far).is_err());
        assert!(time::OffsetDateTime::try_from(far).is_err());
    }
}
