import Catalogue
import Foundation

/// A folder of declarations written for one test, gone when the test is over.
final class CatalogueFolder: Sendable {
    let path: String

    init(_ files: [String: String] = CatalogueFolder.sound) throws {
        path = NSTemporaryDirectory() + "catalogue-" + UUID().uuidString
        for (file, text) in files { try write(file, text) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ file: String, _ text: String) throws {
        let url = URL(fileURLWithPath: path + "/" + file)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    /// Every mistake that loading this folder names; none where it loads.
    func problems() -> [CatalogueProblem] {
        do {
            _ = try Catalogue.load([path])
            return []
        } catch let problems as CatalogueProblems {
            return problems.problems
        } catch {
            return []
        }
    }

    /// A catalogue without mistakes, in which each test makes its own.
    static let sound: [String: String] = [
        "layer.yaml": "level: city\ntitle: 试验市\nregion: \"430600\"\n",
        "roles.yaml": "officer: {title: 经办人, may: [read, create, change, move]}\n",
        "lifecycles/visiting.yaml": """
        visiting:
          title: 走访办理
          initial: open
          states:
            open: {title: 在办}
            closed: {title: 办结, fixed: true}
          moves:
            close: {title: 办结, from: [open], to: closed, by: [officer], requires: [cost]}
        """,
        "codes/kinds.yaml": """
        kinds:
          title: 走访类别
          values:
            yearly: 年度走访
            sudden: {title: 临时走访, also: [突访]}
        """,
        "registers/visit.yaml": """
        register: visit
        title: 走访
        match: [number]
        unique: [[number]]
        lifecycle: visiting
        label: number
        list: [number, day, cost]
        sort: -day
        fields:
          number: {title: 编号, type: text, required: true}
          day: {title: 日期, type: date, not-after: today}
          kind: {title: 类别, type: choice, of: kinds}
          cost: {title: 费用, type: money}
          phone: {title: 电话, type: text, personal: true}
        """,
        "figures/visits.yaml": """
        visits:
          title: 走访次数
          from: visit
          where: {state: closed, day: in-year}
          count: records
          unit: 次
        visits_cost:
          title: 走访费用
          from: visit
          where:
            day: in-year
            kind: yearly
          sum: cost
          unit: 元
        """,
        "rules/visiting.yaml": """
        visit_limit:
          title: 走访费用上限
          unit: 元
          values:
            - {from: 2024-01-01, value: 500, source: 试验办法}
            - {from: 2025-06-16, value: 800, source: 试验办法（修订）}
        """,
    ]
}

/// The project's own catalogue, read once.
enum Project {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
    static let catalogue = Result { try Catalogue.load([root + "/cities/yueyang"]) }
}
