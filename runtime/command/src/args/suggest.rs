//! Which known words are close to an unknown one, by the measure of Python's `difflib`.

/// The at most three of `candidates` that are at least 80 % alike to `word`, the best first.
pub(crate) fn close_matches<'a>(word: &str, candidates: &[&'a str]) -> Vec<&'a str> {
    const CUTOFF: f64 = 0.8;
    const COUNT: usize = 3;
    let word: Vec<char> = word.chars().collect();
    // A word that is much longer than another, or much shorter, is never alike: no need to compare them.
    let near = |length: usize| 2.0 * length.min(word.len()) as f64 >= CUTOFF * (length + word.len()) as f64;
    let mut scored = Vec::new();
    for candidate in candidates {
        let chars: Vec<char> = candidate.chars().collect();
        let ratio = if near(chars.len()) { ratio(&chars, &word) } else { 0.0 };
        if ratio >= CUTOFF {
            scored.push((ratio, *candidate));
        }
    }
    scored.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(a.1)));
    scored.iter().take(COUNT).map(|(_, candidate)| *candidate).collect()
}

/// Twice the characters in matching blocks over all characters.
fn ratio(a: &[char], b: &[char]) -> f64 {
    let total = a.len() + b.len();
    if total == 0 { 1.0 } else { 2.0 * matching(a, b) as f64 / total as f64 }
}

/// The characters of the longest common run, and of the runs on either side of it.
fn matching(a: &[char], b: &[char]) -> usize {
    let (in_a, in_b, length) = longest_run(a, b);
    if length == 0 {
        return 0;
    }
    length + matching(&a[..in_a], &b[..in_b]) + matching(&a[in_a + length..], &b[in_b + length..])
}

/// Start in `a`, start in `b` and length of the first longest common run.
fn longest_run(a: &[char], b: &[char]) -> (usize, usize, usize) {
    let mut best = (0, 0, 0);
    // runs[j + 1]: length of the common run that ends at the present character of a and at b[j].
    let mut runs = vec![0; b.len() + 1];
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate().rev() {
            runs[j + 1] = if x == y { runs[j] + 1 } else { 0 };
        }
        for (j, &length) in runs[1..].iter().enumerate() {
            if length > best.2 {
                best = (i + 1 - length, j + 1 - length, length);
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_measure_is_that_of_difflib() {
        let ratio = |a: &str, b: &str| ratio(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>());
        // Values of difflib.SequenceMatcher(None, a, b).ratio().
        assert_eq!(ratio("abcd", "bcde"), 0.75);
        assert_eq!(ratio("qabxcd", "abycdf"), 2.0 * 4.0 / 12.0);
        assert_eq!(ratio("", ""), 1.0);
    }

    #[test]
    fn best_first_and_at_most_three() {
        let known = ["set-user-pool-mfa-config", "get-user-pool-mfa-config", "list-users", "list-groups"];
        assert_eq!(close_matches("set-user-pool-mfa-confi", &known), [known[0], known[1]]);
        assert_eq!(close_matches("list-user", &known), ["list-users"]);
        assert!(close_matches("nosuch", &known).is_empty());
    }
}
