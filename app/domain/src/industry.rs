//! Industries: what the hiring organisation lives from.

use crate::closed_set::closed_set;

closed_set! {
    /// Industry of an employer, as its posting describes it. One industry an
    /// employer: the one that its text is about most.
    Industry {
        /// Payments, banking, lending, trading, accounting.
        Finance = "finance", "Finance & payments";
        /// Insurance.
        Insurance = "insurance", "Insurance";
        /// Care, medicine, laboratories, drugs, genomes.
        Health = "health", "Health & life sciences";
        /// Shops, marketplaces, order handling.
        Commerce = "commerce", "Retail & e-commerce";
        /// Freight, delivery, fleets, vehicles, public transport.
        Mobility = "mobility", "Logistics & mobility";
        /// Travel, hotels, restaurants, events.
        Travel = "travel", "Travel & hospitality";
        /// Schools, universities, courses.
        Education = "education", "Education";
        /// News, music, film, publishing, sport.
        Media = "media", "Media & entertainment";
        /// Games.
        Games = "games", "Games";
        /// Advertising, marketing, sales tools.
        Marketing = "marketing", "Marketing & sales";
        /// Social networks, dating, messaging between people.
        Social = "social", "Social & communities";
        /// Tools and platforms for developers and operators.
        DeveloperTools = "developer-tools", "Developer tools & cloud";
        /// Products of which models or data are the substance.
        DataAi = "data-ai", "AI & data products";
        /// Security products.
        Security = "security", "Security";
        /// Blockchains, exchanges of coins, wallets.
        Crypto = "crypto", "Blockchain & crypto";
        /// Networks, carriers, telephony.
        Telecom = "telecom", "Telecoms & networks";
        /// Power, heat, batteries, carbon.
        Energy = "energy", "Energy & climate";
        /// Factories, machines, robots, electronics.
        Manufacturing = "manufacturing", "Manufacturing & robotics";
        /// Space and defence.
        Aerospace = "aerospace", "Aerospace & defence";
        /// Farms, food production, groceries' origins.
        Agriculture = "agriculture", "Agriculture & food";
        /// Homes, offices, construction.
        Property = "property", "Property & construction";
        /// Government, charities, science in the public interest.
        Public = "public", "Public sector & non-profit";
        /// Recruiting, payroll, teams at work.
        Work = "work", "HR & work";
        /// Law, compliance, contracts.
        Legal = "legal", "Legal & compliance";
        /// Agencies, consultancies, outsourcing.
        Services = "services", "Agencies & consulting";
    }
}
