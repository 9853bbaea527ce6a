//! The terms on which a role is offered: level, place of work, employment, visa.

use crate::closed_set::closed_set;

closed_set! {
    /// Level that a title or text states explicitly. Years of experience alone state none.
    Seniority {
        /// Internship, working student, co-op.
        Intern = "intern", "Intern";
        /// Junior, graduate, entry level.
        Junior = "junior", "Junior";
        /// Mid-level, intermediate.
        Mid = "mid", "Mid-level";
        /// Senior.
        Senior = "senior", "Senior";
        /// Staff, principal, lead, architect.
        Staff = "staff", "Staff & lead";
        /// Manager, head of, VP, director, CTO.
        Manager = "manager", "Manager";
    }
}

closed_set! {
    /// Where the work is done, as the posting offers it.
    Workplace {
        /// In an office.
        Onsite = "onsite", "On site";
        /// Some days in an office.
        Hybrid = "hybrid", "Hybrid";
        /// From anywhere the remote scope allows.
        Remote = "remote", "Remote";
    }
}

closed_set! {
    /// Form of employment.
    Employment {
        /// A permanent or full-time position.
        FullTime = "full-time", "Full-time";
        /// Fewer hours than full time.
        PartTime = "part-time", "Part-time";
        /// Contract, freelance, fixed term.
        Contract = "contract", "Contract";
        /// Internship.
        Internship = "internship", "Internship";
    }
}

closed_set! {
    /// What the posting says about sponsoring a visa.
    Visa {
        /// Sponsors or offers a visa.
        Yes = "yes", "Visa offered";
        /// Explicitly does not sponsor.
        No = "no", "No visa";
        /// Says nothing; 'must be authorised to work' alone says nothing.
        Unstated = "unstated", "Not stated";
    }
}
