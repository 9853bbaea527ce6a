//! Which part of the roadmap its page shows, read from the address.

use domain::StaleFilter;
use leptos_router::params::ParamsMap;
use roadmap::{Level, Node, Roadmap};

use crate::backend::RoadmapDemand;
use crate::stale_roles::{stale_roles, with_stale};

/// Shares of open backend roles, in percent, that a reader may ask for.
pub(super) const DEMANDS: [u8; 4] = [1, 5, 10, 20];

/// What is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shape {
    /// The picture where there is room for it, and the list.
    #[default]
    Fitting,
    /// The picture on any screen, and the list.
    Picture,
    /// The list alone.
    List,
}

/// Which nodes are shown, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Selection {
    /// Index of a track.
    pub(super) track: Option<usize>,
    pub(super) level: Option<Level>,
    /// Least share of open backend roles, in percent.
    pub(super) demand: Option<u8>,
    pub(super) shape: Shape,
    /// Whether stale roles are among those that are counted.
    pub(super) stale: StaleFilter,
}

impl Default for Selection {
    fn default() -> Self {
        Self {
            track: None,
            level: None,
            demand: None,
            shape: Shape::default(),
            stale: StaleFilter::Show,
        }
    }
}

impl Selection {
    /// Reads it from the parameters of an address; what means nothing is left out.
    pub(super) fn of(params: &ParamsMap) -> Self {
        let tracks = Roadmap::shipped().tracks();
        let track = params.get_str("track");
        let demand = params.get_str("demand").and_then(|text| text.parse().ok());
        Self {
            track: tracks.iter().position(|known| Some(known.id) == track),
            level: params.get_str("level").and_then(Level::parse),
            demand: demand.filter(|percent| DEMANDS.contains(percent)),
            shape: match params.get_str("view") {
                Some("picture") => Shape::Picture,
                Some("list") => Shape::List,
                _ => Shape::Fitting,
            },
            stale: stale_roles(params.get_str("stale").unwrap_or_default()),
        }
    }

    /// Whether every node is shown.
    pub(super) const fn is_everything(&self) -> bool {
        self.track.is_none() && self.level.is_none() && self.demand.is_none()
    }

    /// Whether a node is shown.
    pub(super) fn shows(&self, index: usize, node: &Node, demand: &RoadmapDemand) -> bool {
        let asked = demand.asked.get(index).copied().flatten();
        let wanted = |percent: u8| {
            let part = asked.unwrap_or(0).saturating_mul(100);
            asked.is_some() && part >= demand.all_open.saturating_mul(percent.into())
        };
        self.track.is_none_or(|track| track == node.track)
            && self.level.is_none_or(|level| level == node.level)
            && self.demand.is_none_or(wanted)
    }

    /// The address of the same nodes in another shape.
    pub(super) fn address(&self, shape: Shape) -> String {
        let track = self
            .track
            .and_then(|track| Roadmap::shipped().tracks().get(track))
            .map(|track| format!("track={}", track.id));
        let level = self.level.map(|level| format!("level={}", level.slug()));
        let demand = self.demand.map(|percent| format!("demand={percent}"));
        let shape = match shape {
            Shape::Fitting => None,
            Shape::Picture => Some("view=picture".to_owned()),
            Shape::List => Some("view=list".to_owned()),
        };
        let said: Vec<String> = [track, level, demand, shape]
            .into_iter()
            .flatten()
            .collect();
        let address = if said.is_empty() {
            "/roadmap".to_owned()
        } else {
            format!("/roadmap?{}", said.join("&"))
        };
        with_stale(&address, self.stale)
    }

    /// The address of every node.
    pub(super) fn everything(&self) -> String {
        with_stale("/roadmap", self.stale)
    }

    /// The address of the same nodes where all roles are counted.
    pub(super) fn with_all_roles(&self) -> String {
        let of_all = Self {
            stale: StaleFilter::Show,
            ..*self
        };
        of_all.address(self.shape)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&'static str, &'static str)]) -> Selection {
        let pairs = pairs
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()));
        Selection::of(&pairs.collect())
    }

    #[test]
    fn an_address_and_what_is_read_from_it_are_the_same() {
        let address = "/roadmap?track=databases&level=core&demand=5&view=list";
        let selection = read(&[
            ("track", "databases"),
            ("level", "core"),
            ("demand", "5"),
            ("view", "list"),
        ]);
        assert_eq!(selection.address(Shape::List), address);
        assert!(!selection.is_everything());
    }

    #[test]
    fn stale_roles_stay_left_out_whatever_else_is_chosen() {
        let selection = read(&[("track", "databases"), ("view", "list"), ("stale", "hide")]);
        assert_eq!(
            selection.address(Shape::Picture),
            "/roadmap?track=databases&view=picture&stale=hide"
        );
        assert_eq!(selection.everything(), "/roadmap?stale=hide");
        assert_eq!(
            selection.with_all_roles(),
            "/roadmap?track=databases&view=list"
        );
        let hidden_alone = read(&[("stale", "hide")]);
        assert!(hidden_alone.is_everything());
        assert_ne!(hidden_alone, Selection::default());
    }

    #[test]
    fn what_means_nothing_is_left_out() {
        let selection = read(&[
            ("track", "cooking"),
            ("level", "9"),
            ("demand", "3"),
            ("stale", "only"),
        ]);
        assert_eq!(selection, Selection::default());
        assert_eq!(selection.address(Shape::Fitting), "/roadmap");
    }

    #[test]
    fn demand_leaves_out_nodes_that_nobody_counts() {
        let nodes = Roadmap::shipped().nodes();
        let node = nodes.first().unwrap();
        let five = Selection {
            demand: Some(5),
            ..Selection::default()
        };
        for (asked, shown) in [(None, false), (Some(4), false), (Some(5), true)] {
            let demand = RoadmapDemand {
                all_open: 100,
                asked: vec![asked],
            };
            assert_eq!(five.shows(0, node, &demand), shown, "{asked:?}");
        }
    }
}
