//! Redirects are followed by hand, so that every step is judged like the first.

use super::address_guard::Reach;
use super::fetch_error::FetchError;
use super::target::Target;

/// The way from the address that was asked to the one that answers.
pub(crate) struct Walk {
    asked: Target,
    visited: Vec<String>,
    most_steps: usize,
    reach: Reach,
    /// Where every step so far was for good.
    moved_to: Option<String>,
    all_for_good: bool,
}

impl Walk {
    pub(crate) fn new(asked: &Target, most_steps: usize, reach: Reach) -> Self {
        Self {
            asked: asked.clone(),
            visited: vec![asked.url().to_string()],
            most_steps,
            reach,
            moved_to: None,
            all_for_good: true,
        }
    }

    /// Takes one step to where an answer points.
    pub(crate) fn step(
        &mut self,
        from: &Target,
        location: Option<&str>,
        for_good: bool,
    ) -> Result<Target, FetchError> {
        let bad = |reason: String| FetchError::BadRedirect {
            address: from.shown(),
            reason,
        };
        let location = location.ok_or_else(|| bad("it does not say where to".to_owned()))?;
        let url = from
            .url()
            .join(location.trim())
            .map_err(|error| bad(error.to_string()))?;
        let to = match Target::judge(url, self.reach) {
            Err(FetchError::InvalidAddress { reason, .. }) => return Err(bad(reason)),
            judged => judged?,
        };
        if from.url().scheme() == "https" && to.url().scheme() == "http" {
            return Err(bad(
                "it leads from a safe connection to an unsafe one".to_owned()
            ));
        }
        let address = to.url().to_string();
        let endless = |reason: String| FetchError::EndlessRedirect {
            address: self.asked.shown(),
            reason,
        };
        if self.visited.contains(&address) {
            return Err(endless(format!("it comes back to {}", to.shown())));
        }
        if self.visited.len() > self.most_steps {
            return Err(endless(format!(
                "after {} steps it has no end",
                self.most_steps
            )));
        }
        self.all_for_good &= for_good;
        if self.all_for_good {
            self.moved_to = Some(address.clone());
        }
        self.visited.push(address);
        Ok(to)
    }

    /// Whether a target is the host that was asked first, which alone may see
    /// the question's own headers.
    pub(crate) fn is_at_home(&self, target: &Target) -> bool {
        self.asked.origin() == target.origin()
    }

    /// Where the address that was asked has moved for good.
    pub(crate) fn into_moved_to(self) -> Option<String> {
        self.moved_to
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(text: &str) -> Target {
        Target::parse(text, Reach::Public).unwrap()
    }

    fn walk(from: &str) -> (Target, Walk) {
        let from = target(from);
        let walk = Walk::new(&from, 5, Reach::Public);
        (from, walk)
    }

    #[test]
    fn a_relative_step_stays_on_its_host() {
        let (from, mut walk) = walk("https://a.example/jobs?page=1");
        let to = walk.step(&from, Some("../new/jobs"), false).unwrap();
        assert_eq!(to.url().as_str(), "https://a.example/new/jobs");
        assert!(walk.is_at_home(&to));
        assert_eq!(walk.into_moved_to(), None);
    }

    #[test]
    fn moving_for_good_is_told_up_to_the_first_step_for_now() {
        let (first, mut walk) = walk("https://a.example/");
        let second = walk.step(&first, Some("https://b.example/"), true).unwrap();
        let third = walk
            .step(&second, Some("https://c.example/"), false)
            .unwrap();
        walk.step(&third, Some("https://d.example/"), true).unwrap();
        assert!(!walk.is_at_home(&third));
        assert_eq!(walk.into_moved_to().as_deref(), Some("https://b.example/"));
    }

    #[test]
    fn circles_and_endless_ways_end() {
        let (from, mut circle) = walk("https://a.example/");
        let next = circle.step(&from, Some("/b"), false).unwrap();
        let back = circle.step(&next, Some("/"), false);
        assert!(matches!(back, Err(FetchError::EndlessRedirect { .. })));

        let (mut from, mut long) = walk("https://a.example/");
        for number in 0..5 {
            from = long
                .step(&from, Some(&format!("/{number}")), false)
                .unwrap();
        }
        let sixth = long.step(&from, Some("/5"), false);
        assert!(matches!(sixth, Err(FetchError::EndlessRedirect { .. })));
    }

    #[test]
    fn steps_into_danger_are_refused() {
        for to in [
            "http://b.example/",
            "ftp://b.example/",
            "javascript:alert(1)",
            "https://user:secret@b.example/",
            "http://[",
        ] {
            let (from, mut walk) = walk("https://a.example/");
            let refused = walk.step(&from, Some(to), false);
            assert!(
                matches!(refused, Err(FetchError::BadRedirect { .. })),
                "{to}"
            );
        }
        let (from, mut walk) = walk("https://a.example/");
        let refused = walk.step(&from, Some("//169.254.169.254/latest"), false);
        assert!(matches!(refused, Err(FetchError::ForbiddenAddress { .. })));
        assert!(walk.step(&from, None, false).is_err());
    }
}
