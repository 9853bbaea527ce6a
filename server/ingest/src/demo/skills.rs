//! Skills that demo postings name: how often, how that changes, what it pays.
//!
//! A skill's chance in a role is its base chance in the role's family times
//! its yearly factor to the power of the years since the world began. So the
//! trend of every skill is known, and what a chart finds can be checked.

use domain::RoleFamily;

/// Yearly factor of demand and factor on pay of the skills that have either;
/// every other skill is flat (1.0) and pays nothing extra (1.0).
pub(crate) const EFFECTS: &[(&str, f64, f64)] = &[
    ("Rust", 1.45, 1.09),
    ("Go", 1.20, 1.05),
    ("Kubernetes", 1.12, 1.04),
    ("Terraform", 1.06, 1.03),
    ("LLM", 1.75, 1.10),
    ("LangChain", 1.50, 1.00),
    ("pgvector", 1.60, 1.00),
    ("OpenTelemetry", 1.35, 1.00),
    ("ClickHouse", 1.28, 1.00),
    ("FastAPI", 1.25, 1.00),
    ("Playwright", 1.35, 1.00),
    ("dbt", 1.15, 1.00),
    ("TypeScript", 1.08, 1.00),
    ("PostgreSQL", 1.04, 1.00),
    ("Kafka", 1.05, 1.04),
    ("Kotlin", 1.06, 1.02),
    ("gRPC", 1.08, 1.00),
    ("GitHub Actions", 1.15, 1.00),
    ("ArgoCD", 1.18, 1.00),
    ("Distributed Systems", 1.03, 1.06),
    ("Scala", 0.84, 1.06),
    ("Spark", 0.95, 1.03),
    ("PHP", 0.86, 0.90),
    ("Ruby on Rails", 0.90, 1.02),
    ("Ruby", 0.90, 1.00),
    ("JavaScript", 0.92, 0.97),
    ("Jenkins", 0.80, 1.00),
    ("Hadoop", 0.70, 1.00),
    ("Ansible", 0.88, 1.00),
    ("MongoDB", 0.93, 1.00),
    ("MySQL", 0.94, 0.98),
    ("Angular", 0.88, 1.00),
    ("Selenium", 0.80, 1.00),
    ("RabbitMQ", 0.92, 1.00),
    ("TensorFlow", 0.82, 1.00),
    ("PyTorch", 1.12, 1.03),
    ("Microservices", 0.95, 1.00),
    ("Elasticsearch", 0.95, 1.00),
    ("Hibernate", 0.85, 1.00),
    ("Blockchain", 0.85, 1.05),
];

/// Yearly factor of a skill's demand.
pub(crate) fn trend(skill: &str) -> f64 {
    EFFECTS
        .iter()
        .find(|effect| effect.0 == skill)
        .map_or(1.0, |effect| effect.1)
}

/// Factor of a required skill on pay.
pub(crate) fn pay_effect(skill: &str) -> f64 {
    EFFECTS
        .iter()
        .find(|effect| effect.0 == skill)
        .map_or(1.0, |effect| effect.2)
}

/// Skills with their chance at the world's beginning.
pub(crate) type Pool = &'static [(&'static str, f64)];

/// What a company's server side is written in.
#[derive(Debug)]
pub(crate) struct Stack {
    /// Share of companies, relative.
    pub(crate) weight: f64,
    /// Main languages with their weights.
    pub(crate) languages: Pool,
}

impl Stack {
    /// How much more or less is hired for this stack some years on: companies
    /// on rising languages hire more, so that a language's share of all roles
    /// follows its own factor and not only its share within a company.
    pub(crate) fn pull(&self, years: f64) -> f64 {
        self.languages
            .iter()
            .map(|(name, weight)| weight * trend(name).powf(years))
            .sum()
    }
}

/// Every kind of stack.
#[rustfmt::skip]
pub(crate) const STACKS: &[Stack] = &[
    Stack { weight: 20.0, languages: &[("Java", 0.60), ("Kotlin", 0.32), ("Scala", 0.08)] },
    Stack { weight: 13.0, languages: &[("Go", 0.84), ("Python", 0.12), ("Rust", 0.04)] },
    Stack { weight: 4.0, languages: &[("Rust", 0.68), ("C++", 0.18), ("Go", 0.14)] },
    Stack { weight: 16.0, languages: &[("Python", 0.88), ("Go", 0.09), ("Rust", 0.03)] },
    Stack { weight: 16.0, languages: &[("TypeScript", 0.74), ("JavaScript", 0.26)] },
    Stack { weight: 10.0, languages: &[("C#", 0.93), ("TypeScript", 0.07)] },
    Stack { weight: 6.0, languages: &[("Ruby", 0.92), ("Elixir", 0.08)] },
    Stack { weight: 5.0, languages: &[("PHP", 0.88), ("TypeScript", 0.12)] },
    Stack { weight: 2.0, languages: &[("Elixir", 0.85), ("Go", 0.15)] },
    Stack { weight: 4.0, languages: &[("C++", 0.58), ("C", 0.18), ("Rust", 0.24)] },
    Stack { weight: 12.0, languages: &[("Go", 0.30), ("Java", 0.25), ("Python", 0.25), ("TypeScript", 0.20)] },
];

/// Frameworks and libraries that come with a language.
#[rustfmt::skip]
pub(crate) fn companions(language: &str) -> Pool {
    match language {
        "Java" => &[("Spring Boot", 0.60), ("Hibernate", 0.18), ("JUnit", 0.12), ("Quarkus", 0.07), ("Gradle", 0.08)],
        "Kotlin" => &[("Spring Boot", 0.45), ("Ktor", 0.22), ("Gradle", 0.12)],
        "Scala" => &[("Akka", 0.30), ("Spark", 0.22)],
        "Go" => &[("gRPC", 0.30), ("Protobuf", 0.14), ("NATS", 0.06)],
        "Rust" => &[("Tokio", 0.40), ("Axum", 0.24), ("gRPC", 0.18), ("WebAssembly", 0.08)],
        "C++" => &[("CMake", 0.26), ("Linux", 0.40), ("Bazel", 0.08)],
        "C" => &[("Linux", 0.60), ("Embedded", 0.20)],
        "Python" => &[("Django", 0.30), ("FastAPI", 0.30), ("Flask", 0.12), ("Celery", 0.18), ("pytest", 0.12)],
        "TypeScript" => &[("Node.js", 0.74), ("NestJS", 0.24), ("Prisma", 0.08)],
        "JavaScript" => &[("Node.js", 0.70), ("Express", 0.32)],
        "C#" => &[(".NET", 0.78), ("ASP.NET", 0.30), ("Entity Framework", 0.18), ("SQL Server", 0.40)],
        "Ruby" => &[("Ruby on Rails", 0.82), ("Sidekiq", 0.28), ("RSpec", 0.18)],
        "PHP" => &[("Laravel", 0.46), ("Symfony", 0.34), ("MySQL", 0.40)],
        "Elixir" => &[("Phoenix", 0.60), ("Erlang", 0.20)],
        _ => &[],
    }
}

/// What a family's roles ask for apart from their main language.
#[rustfmt::skip]
pub(crate) fn family_pool(family: RoleFamily) -> Pool {
    match family {
        RoleFamily::Backend => &[
            ("PostgreSQL", 0.46), ("MySQL", 0.16), ("MongoDB", 0.13), ("Redis", 0.32), ("Elasticsearch", 0.13),
            ("ClickHouse", 0.04), ("Cassandra", 0.04), ("Kafka", 0.30), ("RabbitMQ", 0.13), ("Docker", 0.36),
            ("Kubernetes", 0.34), ("Terraform", 0.14), ("CI/CD", 0.22), ("REST", 0.28), ("GraphQL", 0.13),
            ("gRPC", 0.08), ("Microservices", 0.24), ("Distributed Systems", 0.18), ("Event Sourcing", 0.04),
            ("OpenTelemetry", 0.05), ("Prometheus", 0.08), ("Grafana", 0.07), ("Linux", 0.12), ("LLM", 0.05),
            ("OAuth", 0.06), ("pgvector", 0.02), ("GitHub Actions", 0.07), ("Blockchain", 0.02), ("OpenAPI", 0.05),
        ],
        RoleFamily::FullStack => &[
            ("React", 0.56), ("Vue.js", 0.17), ("Angular", 0.13), ("Next.js", 0.18), ("PostgreSQL", 0.44),
            ("MySQL", 0.16), ("MongoDB", 0.12), ("Redis", 0.20), ("GraphQL", 0.20), ("REST", 0.26),
            ("Docker", 0.30), ("Kubernetes", 0.12), ("CI/CD", 0.20), ("LLM", 0.07), ("CSS", 0.16),
            ("Elasticsearch", 0.08), ("GitHub Actions", 0.08), ("Cypress", 0.08),
        ],
        RoleFamily::Platform => &[
            ("Kubernetes", 0.68), ("Terraform", 0.58), ("Docker", 0.42), ("Linux", 0.42), ("Prometheus", 0.34),
            ("Grafana", 0.32), ("Helm", 0.28), ("ArgoCD", 0.16), ("GitHub Actions", 0.16), ("Jenkins", 0.20),
            ("Ansible", 0.26), ("CI/CD", 0.42), ("OpenTelemetry", 0.12), ("Datadog", 0.12), ("Bash", 0.22),
            ("PostgreSQL", 0.16), ("Kafka", 0.14), ("Istio", 0.08), ("Vault", 0.10), ("DNS", 0.06), ("Nginx", 0.08),
        ],
        RoleFamily::DataEngineering => &[
            ("SQL", 0.62), ("Spark", 0.42), ("Airflow", 0.44), ("dbt", 0.28), ("Snowflake", 0.28),
            ("BigQuery", 0.18), ("Databricks", 0.16), ("Kafka", 0.36), ("Scala", 0.14), ("Hadoop", 0.10),
            ("Flink", 0.12), ("PostgreSQL", 0.22), ("Docker", 0.20), ("Kubernetes", 0.16), ("Terraform", 0.12),
            ("Parquet", 0.07), ("LLM", 0.05),
        ],
        RoleFamily::Systems => &[
            ("Linux", 0.62), ("Distributed Systems", 0.34), ("TCP/IP", 0.18), ("eBPF", 0.08), ("LLVM", 0.07),
            ("CUDA", 0.06), ("CMake", 0.12), ("Python", 0.22), ("RocksDB", 0.08), ("Kubernetes", 0.10), ("gRPC", 0.10),
        ],
        RoleFamily::Security => &[
            ("Python", 0.42), ("Linux", 0.32), ("Kubernetes", 0.28), ("Terraform", 0.22), ("OAuth", 0.20),
            ("SIEM", 0.20), ("Semgrep", 0.18), ("CI/CD", 0.20), ("Docker", 0.18), ("Go", 0.14), ("SAML", 0.10),
        ],
        RoleFamily::DataScience => &[
            ("Python", 0.90), ("Machine Learning", 0.62), ("PyTorch", 0.42), ("TensorFlow", 0.24), ("SQL", 0.40),
            ("LLM", 0.24), ("LangChain", 0.06), ("NLP", 0.16), ("pandas", 0.28), ("scikit-learn", 0.24), ("Spark", 0.14),
            ("MLflow", 0.10), ("pgvector", 0.06), ("Docker", 0.16), ("Airflow", 0.10), ("Computer Vision", 0.10),
        ],
        RoleFamily::Frontend => &[
            ("TypeScript", 0.70), ("JavaScript", 0.46), ("React", 0.62), ("Vue.js", 0.20), ("Angular", 0.14),
            ("Next.js", 0.26), ("CSS", 0.42), ("HTML", 0.28), ("GraphQL", 0.20), ("Node.js", 0.16),
            ("Playwright", 0.10), ("Cypress", 0.12), ("Storybook", 0.10), ("Webpack", 0.08),
        ],
        RoleFamily::Mobile => &[
            ("GraphQL", 0.18), ("REST", 0.28), ("CI/CD", 0.24), ("Firebase", 0.18), ("Fastlane", 0.10), ("SQLite", 0.08),
        ],
        RoleFamily::Qa => &[
            ("Selenium", 0.36), ("Playwright", 0.28), ("Cypress", 0.24), ("CI/CD", 0.34), ("REST", 0.26),
            ("Jenkins", 0.18), ("Postman", 0.16), ("SQL", 0.24), ("Docker", 0.14), ("JMeter", 0.08),
        ],
        RoleFamily::Management => &[
            ("Microservices", 0.26), ("Distributed Systems", 0.24), ("Kubernetes", 0.22), ("PostgreSQL", 0.20),
            ("CI/CD", 0.22), ("Kafka", 0.14), ("LLM", 0.06),
        ],
        RoleFamily::OtherEngineering => &[
            ("SQL", 0.44), ("REST", 0.44), ("Python", 0.34), ("Linux", 0.28), ("Docker", 0.16), ("JavaScript", 0.20),
        ],
        RoleFamily::NotEngineering => &[],
    }
}

/// Clouds with the share of companies that run on them; the rest name none.
pub(crate) const CLOUDS: Pool = &[("AWS", 0.46), ("GCP", 0.18), ("Azure", 0.16), ("", 0.20)];

/// Services of a cloud that roles name beside it.
#[rustfmt::skip]
pub(crate) fn cloud_services(cloud: &str) -> Pool {
    match cloud {
        "AWS" => &[("DynamoDB", 0.10), ("SQS", 0.07), ("S3", 0.08)],
        "GCP" => &[("Pub/Sub", 0.08), ("Cloud Run", 0.06)],
        "Azure" => &[("Azure DevOps", 0.10), ("Azure Functions", 0.06)],
        _ => &[],
    }
}

/// Chance that a role of the family names its company's cloud.
pub(crate) const fn cloud_chance(family: RoleFamily) -> f64 {
    match family {
        RoleFamily::Platform => 0.85,
        RoleFamily::Backend | RoleFamily::DataEngineering => 0.50,
        RoleFamily::FullStack | RoleFamily::Security => 0.36,
        RoleFamily::DataScience | RoleFamily::Management => 0.25,
        _ => 0.06,
    }
}
