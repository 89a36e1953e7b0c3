/// The questions of the published figures for 2025 as one would type them, each with what its
/// growth needs of 2024: the floor that the figure language is held against.
enum HandWritten {
    static let questions: [String] =
        budget + needs + statistics + enterprises + transfer + loans + platforms + people
        + programmes

    private static let budget: [String] = {
        let base = """
            SELECT sum(final) FROM budget_line WHERE year = 2025 AND own_spend = 1 \
            AND state <> 'withdrawn' AND fund =
            """
        let general = base + " 'general-public-budget' AND kind ="
        let basic = ["2060101", "2080501", "2080505", "2080899", "2081199", "2089999"]
        let project = ["2060102", "2060199", "2060203", "2069999"]
        return [
            "SELECT count(*) FROM section WHERE kind = 'internal' AND state <> 'withdrawn'",
            "SELECT count(*) FROM section WHERE kind = 'subordinate' AND state <> 'withdrawn'",
            general + " 'basic'", general + " 'project'",
            general + " 'basic' AND function_code >= '221' AND function_code < '222'",
        ] + basic.map { general + " 'basic' AND function_code = '\($0)'" }
            + project.map { general + " 'project' AND function_code = '\($0)'" }
            + ["government-fund", "state-capital", "social-insurance"].map { base + " '\($0)'" }
    }()

    private static let needs = [
        """
        SELECT count(*) FROM meeting WHERE level IN ('party-standing-committee', \
        'government-executive') AND topic = 'science-technology' AND state <> 'withdrawn' \
        AND held_on BETWEEN '2025-01-01' AND '2025-12-31'
        """,
        """
        SELECT count(*) FROM technology_need WHERE source = 'leading-enterprises' \
        AND compiled_on BETWEEN '2025-01-01' AND '2025-12-31' AND state <> 'withdrawn'
        """,
        """
        SELECT count(*) FROM technology_need WHERE source = 'university-cooperation' \
        AND collected_on BETWEEN '2025-01-01' AND '2025-12-31' AND state <> 'withdrawn'
        """,
        """
        SELECT count(*) FROM technology_need WHERE quality = 'high' AND same_as IS NULL \
        AND condensed_on BETWEEN '2025-01-01' AND '2025-12-31' AND state <> 'withdrawn'
        """,
    ]

    private static let statistics: [String] = [
        ("rd-expenditure", 2024), ("rd-expenditure", 2024), ("rd-intensity", 2024),
        ("fiscal-science-expenditure", 2025), ("high-tech-value-added", 2025),
        ("high-tech-share-of-gdp", 2025), ("loan-rank", 2025),
    ].map { indicator, year in
        """
        SELECT value, stated_growth, stated_change, as_of FROM statistic \
        WHERE indicator = '\(indicator)' AND region BETWEEN '430600' AND '430699' \
        AND level = 'city' AND year = \(year) AND in_use = 1 AND state <> 'withdrawn'
        """
    }

    private static let enterprises: [String] =
        [2025, 2024].map { year in
            """
            SELECT count(DISTINCT enterprise) FROM enterprise_assessment WHERE state = 'entered' \
            AND eval_year = \(year) AND entered_on <= '\(year)-12-31'
            """
        }
        + [2025, 2024].map { year in
            """
            SELECT count(DISTINCT enterprise) FROM high_tech_certificate r \
            WHERE issued_on <= '\(year)-12-31' AND (valid_until >= '\(year)-12-31' \
            OR valid_until IS NULL) AND ((state IN ('valid', 'expired') \
            AND (state_since <= '\(year)-12-31' OR NOT EXISTS (SELECT 1 FROM \
            high_tech_certificate_past_state p WHERE p.record = r.id))) OR EXISTS (SELECT 1 FROM \
            high_tech_certificate_past_state p WHERE p.record = r.id AND p.state IN ('valid', \
            'expired') AND p.until > '\(year)-12-31' AND (p.since <= '\(year)-12-31' \
            OR p.position = 0)))
            """
        }
        + [
            """
            SELECT count(*) FROM market_station WHERE kind = 'workstation' \
            AND opened_on <= '2025-12-31' AND (closed_on >= '2025-12-31' OR closed_on IS NULL) \
            AND state <> 'withdrawn'
            """,
            """
            SELECT count(DISTINCT enterprise) FROM service_log \
            WHERE served_on BETWEEN '2025-01-01' AND '2025-12-31' AND state <> 'withdrawn'
            """,
            """
            SELECT count(*) FROM award_nomination WHERE level = 'province' AND award_year = 2025 \
            AND state IN ('nominated', 'accepted', 'awarded', 'refused')
            """,
        ]

    private static let transfer: [String] = {
        func contracts(_ measure: String, _ year: Int, _ more: String = "") -> String {
            """
            SELECT \(measure) FROM technology_contract WHERE state IN ('registered', 'amended') \
            AND registered_on BETWEEN '\(year)-01-01' AND '\(year)-12-31'\(more)
            """
        }
        let university = " AND seller_kind = 'university'"
        let own = university + " AND seller_region BETWEEN '430600' AND '430699'"
        let absorbed = university + " AND buyer_region BETWEEN '430600' AND '430699'"
        return [2025, 2024].map { year in
            """
            SELECT count(*) FROM achievement WHERE state = 'registered' \
            AND registered_on BETWEEN '\(year)-01-01' AND '\(year)-12-31'
            """
        } + [
            contracts("count(*)", 2025), contracts("sum(total)", 2025),
            contracts("sum(total)", 2024), contracts("sum(tech_amount)", 2025, own),
            contracts("sum(tech_amount)", 2025, own),
            contracts(
                "sum(tech_amount)", 2025,
                own + " AND buyer_region BETWEEN '430000' AND '439999'"),
            contracts("sum(tech_amount)", 2025, absorbed),
            contracts("sum(tech_amount)", 2024, absorbed),
        ]
    }()

    private static let loans: [String] = {
        func loans(_ measure: String, _ year: Int, _ more: String = "") -> String {
            """
            SELECT \(measure) FROM loan WHERE filing_result = 'passed' AND filed_on \
            BETWEEN '\(year)-01-01' AND '\(year)-12-31' AND state <> 'withdrawn'\(more)
            """
        }
        return [
            """
            SELECT count(*) FROM loan_bank WHERE joined_on BETWEEN '2025-01-01' AND '2025-12-31' \
            AND state <> 'withdrawn'
            """,
            loans("sum(drawn)", 2025), loans("sum(drawn)", 2024),
            loans("count(DISTINCT borrower)", 2025), loans("count(DISTINCT borrower)", 2025),
            loans("count(DISTINCT borrower)", 2025, " AND borrower_kind = 'sme'"),
            """
            SELECT count(*) FROM insurance_policy WHERE kind = 'pilot-comprehensive' \
            AND first_in_city = 1 AND signed_on BETWEEN '2025-01-01' AND '2025-12-31' \
            AND state <> 'withdrawn'
            """,
        ]
    }()

    private static let platforms: [String] = {
        let zone = """
            FROM zone_milestone WHERE zone_kind = 'high-tech-zone' AND kind = 'evaluation' \
            AND year = 2025 AND state <> 'withdrawn'
            """
        let kinds = [
            "type = 'incubator' AND level = 'national' AND grade = 'standard'",
            "type = 'innovation-consortium' AND level = 'province'",
            "type = 'pilot-base' AND level = 'province'",
            "type = 'transfer-institution' AND level = 'province'",
            "type = 'student-studio' AND level = 'province'",
        ]
        return ["SELECT rank_central " + zone, "SELECT rank_national " + zone]
            + kinds.map {
                """
                SELECT count(*) FROM platform WHERE \($0) AND approved_on BETWEEN '2025-01-01' \
                AND '2025-12-31' AND state IN ('operating', 'rectifying')
                """
            }
            + ["incubator", "maker-space"].map {
                """
                SELECT count(*) FROM incubator WHERE kind = '\($0)' AND survey_year = 2025 \
                AND adopted = 1 AND state <> 'withdrawn'
                """
            }
    }()

    private static let people: [String] =
        [
            ("doctor-station", "province"), ("expert-station", "province"),
            ("expert-station", "city"),
        ]
        .map { kind, level in
            """
            SELECT count(*) FROM expert_station WHERE kind = '\(kind)' AND level = '\(level)' \
            AND approved_on BETWEEN '2025-01-01' AND '2025-12-31' AND state <> 'withdrawn'
            """
        } + [
            """
            SELECT count(*) FROM talent WHERE entered_on <= '2025-12-31' \
            AND (removed_on >= '2025-12-31' OR removed_on IS NULL) AND state <> 'withdrawn'
            """,
            """
            SELECT count(*) FROM talent_award WHERE programme = 'three-tops' \
            AND level = 'province' AND kind = 'person' AND year = 2025 AND state <> 'withdrawn'
            """,
            """
            SELECT count(DISTINCT permit_no) FROM foreign_expert \
            WHERE state IN ('valid', 'extended', 'expired') AND valid_from <= '2025-12-31' \
            AND (valid_to >= '2025-01-01' OR valid_to IS NULL) \
            AND (left_on >= '2025-12-31' OR left_on IS NULL)
            """,
        ]

    private static let programmes: [String] = {
        func entries(_ measure: String, _ more: String = "") -> String {
            """
            SELECT \(measure) FROM competition_entry r JOIN competition c ON c.id = r.competition \
            WHERE c.series = 'china-innovation' AND c.role = 'host' AND c.year = 2025\(more)
            """
        }
        let valid = """
             AND r.state IN ('registered', 'qualified', 'preliminary', 'semi-final', 'final', \
            'notice', 'awarded', 'paid')
            """
        let event = """
            JOIN science_event r ON r.id = w.record WHERE r.kind = 'science-week' \
            AND r.starts_on BETWEEN '2025-01-01' AND '2025-12-31' AND r.state <> 'withdrawn'
            """
        return [
            """
            SELECT edition FROM competition WHERE series = 'china-innovation' AND role = 'host' \
            AND year = 2025 AND state <> 'withdrawn'
            """,
            entries("count(DISTINCT r.province)", valid),
            entries("count(DISTINCT r.organisation)", valid + " AND r.entrant_kind = 'university'"),
            entries("count(DISTINCT r.organisation)", valid + " AND r.entrant_kind = 'enterprise'"),
            entries("count(*)", valid),
            entries("count(*)", " AND r.state IN ('awarded', 'paid') AND r.award IS NOT NULL"),
            """
            SELECT count(*) FROM provincial_project WHERE level = 'province' \
            AND special = 'tourism-conference' AND year = 2025 \
            AND state IN ('established', 'running', 'accepted', 'terminated')
            """,
            "SELECT count(*) FROM science_event__experts w " + event + " AND w.provincial = 1",
            "SELECT count(*) FROM science_event__sessions w " + event,
        ]
    }()
}
