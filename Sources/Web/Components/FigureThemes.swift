import Catalogue

/// The themes that figures are read by, from where they are declared, and the few of each that
/// stand on the overview.
struct FigureTheme: Sendable {
    let title: String
    /// Names of the files that declare its figures.
    let files: [String]
    /// In order of weight.
    let important: [String]

    static let all = [
        FigureTheme(
            title: "成果转化与技术市场", files: ["transfer"],
            important: [
                "contract_turnover", "contracts_registered", "absorbed_from_universities",
                "achievements_registered",
            ]),
        FigureTheme(
            title: "科技型企业", files: ["enterprises"],
            important: [
                "assessed_smes", "high_tech_enterprises", "high_tech_net_increase",
                "rd_expense_of_assessed_smes",
            ]),
        FigureTheme(
            title: "科技金融", files: ["finance"],
            important: [
                "loans_filed", "enterprises_financed", "sme_share_of_borrowers", "new_loan_banks",
            ]),
        FigureTheme(
            title: "研发投入与产业", files: ["statistics"],
            important: [
                "rd_expenditure", "rd_intensity", "high_tech_value_added",
                "fiscal_science_expenditure",
            ]),
        FigureTheme(
            title: "创新平台与园区", files: ["platforms"],
            important: ["provincial_platforms", "incubators_recognised"]),
        FigureTheme(
            title: "人才与引智", files: ["people"], important: ["talents", "foreign_experts"]),
        FigureTheme(
            title: "科技计划与活动", files: ["programmes", "gate", "meetings", "planning"],
            important: [
                "projects_established", "award_nominations", "competition_entries",
                "science_meetings",
            ]),
        FigureTheme(
            title: "市级科技计划项目", files: ["applications"],
            important: [
                "applications_received", "application_success_rate", "city_projects_funded",
                "city_projects_amount",
            ]),
        FigureTheme(
            title: "项目资金与风险补偿", files: ["project-funding"],
            important: ["project_payments", "co_funding_rate", "pool_balance", "pool_claims"]),
        FigureTheme(
            title: "专项资金下达与到账", files: ["allocations"],
            important: [
                "allocations_issued", "allocation_arrival_rate", "allocation_in_time_rate",
                "allocation_days_total_average",
            ]),
        FigureTheme(
            title: "部门收支与办公", files: ["bureau", "budget", "office", "running-costs"],
            important: [
                "general_budget_expenditure", "basic_expenditure", "project_expenditure",
                "budget_execution_rate",
            ]),
    ]

    /// All figures by theme; those that no theme knows come last.
    static func groups(_ figures: [FigureDefinition]) -> [(
        title: String, figures: [FigureDefinition]
    )] {
        let known = Set(all.flatMap(\.files))
        let themed = all.map { theme in
            (title: theme.title, figures: figures.filter { theme.files.contains(file($0)) })
        }
        let others = (title: "其他", figures: figures.filter { !known.contains(file($0)) })
        return (themed + [others]).filter { !$0.figures.isEmpty }
    }

    /// The name of the file that declares a figure, without folder and ending.
    private static func file(_ figure: FigureDefinition) -> String {
        let name = figure.place.file.split(separator: "/").last ?? ""
        return String(name.prefix { $0 != "." })
    }
}
