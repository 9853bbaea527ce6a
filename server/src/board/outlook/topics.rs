//! What stands for a topic in postings: a handful of skills, any of which counts.

use domain::{JobQuery, Slug};

use super::Board;
use super::frame::Frame;

/// A topic with the skills that stand for it.
pub(super) struct Topic {
    /// Words for people.
    pub(super) name: &'static str,
    /// Slugs of the vocabulary; a role that names any of them counts.
    pub(super) skills: &'static [&'static str],
}

pub(super) const CLOUDS: &[Topic] = &[
    Topic {
        name: "AWS",
        skills: &["aws"],
    },
    Topic {
        name: "Azure",
        skills: &["azure"],
    },
    Topic {
        name: "Google Cloud",
        skills: &["gcp"],
    },
];

pub(super) const API_STYLES: &[Topic] = &[
    Topic {
        name: "REST",
        skills: &["rest"],
    },
    Topic {
        name: "GraphQL",
        skills: &["graphql"],
    },
    Topic {
        name: "gRPC",
        skills: &["grpc"],
    },
];

pub(super) const EMERGING: &[Topic] = &[
    Topic {
        name: "AI and language models",
        skills: &[
            "llm",
            "machine-learning",
            "deep-learning",
            "nlp",
            "openai",
            "pytorch",
            "langchain",
        ],
    },
    Topic {
        name: "Blockchain",
        skills: &["blockchain", "solidity", "ethereum"],
    },
    Topic {
        name: "Internet of things",
        skills: &["iot", "mqtt", "embedded"],
    },
];

pub(super) const AUTOMATION: &[Topic] = &[
    Topic {
        name: "CI/CD",
        skills: &[
            "ci-cd",
            "jenkins",
            "github-actions",
            "gitlab-ci",
            "circleci",
            "argocd",
        ],
    },
    Topic {
        name: "Infrastructure as code",
        skills: &[
            "terraform",
            "ansible",
            "pulumi",
            "cloudformation",
            "chef",
            "puppet",
        ],
    },
    Topic {
        name: "Containers",
        skills: &["docker", "kubernetes", "helm"],
    },
];

pub(super) const SCALE: &[Topic] = &[
    Topic {
        name: "Distributed systems",
        skills: &["distributed-systems"],
    },
    Topic {
        name: "Streams and queues",
        skills: &[
            "kafka", "rabbitmq", "kinesis", "pulsar", "nats", "sqs", "flink",
        ],
    },
    Topic {
        name: "Caches",
        skills: &["redis", "memcached", "valkey"],
    },
    Topic {
        name: "Observability",
        skills: &[
            "prometheus",
            "grafana",
            "datadog",
            "opentelemetry",
            "new-relic",
            "splunk",
        ],
    },
];

impl Topic {
    /// Backend roles that name any of its skills, as a search.
    pub(super) fn query(&self, board: &Board, frame: &Frame) -> JobQuery {
        naming_any(board, frame, self.skills.iter().copied())
    }
}

/// Backend roles, open and closed, that name any of some skills.
pub(super) fn naming_any<'s>(
    board: &Board,
    frame: &Frame,
    skills: impl Iterator<Item = &'s str>,
) -> JobQuery {
    let words: Vec<String> = skills
        .filter(|skill| Slug::parse(skill).is_ok_and(|slug| board.skills.contains_key(&slug)))
        .map(|skill| format!("skill:{skill}"))
        .collect();
    JobQuery {
        text: words.join(" or "),
        ..frame.backend()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_skill_of_a_topic_is_in_the_vocabulary_and_fits_a_search() {
        let topics = [CLOUDS, API_STYLES, EMERGING, AUTOMATION, SCALE];
        for topic in topics.into_iter().flatten() {
            let mut length = 0;
            for skill in topic.skills {
                assert!(extract::vocabulary::find(skill).is_some(), "{skill}");
                length += "skill: or ".len() + skill.len();
            }
            assert!(length <= domain::MAX_QUERY_CHARS, "{}", topic.name);
        }
    }
}
