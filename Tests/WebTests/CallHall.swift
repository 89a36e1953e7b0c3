import Accounts
import Applications
import Awards
import Catalogue
import Figures
import Files
import Foundation
import NIOCore
import Registers
import Reports
import Store
import TestDatabase
import TestSupport
import Testing
import Values

import struct HummingbirdCore.RequestBody

@testable import Web

/// A folder for files, gone with the last reference.
final class FilesFolder: Sendable {
    let store = FileStore(NSTemporaryDirectory() + "hall-" + UUID().uuidString)

    init() throws { try store.prepare() }

    deinit { try? FileManager.default.removeItem(atPath: store.path) }

    /// Contents that are kept, or on their way.
    var contents: Int {
        let names = FileManager.default.enumerator(atPath: store.path)?.allObjects ?? []
        return names.compactMap { $0 as? String }.count {
            let facts = try? FileManager.default.attributesOfItem(atPath: "\(store.path)/\($0)")
            return facts?[.type] as? FileAttributeType == .typeRegular && $0 != "lock"
        }
    }
}

extension Site {
    /// Sends a form with a file, as a browser does.
    func send(_ target: String, _ form: FormMaker, _ who: Viewer) async -> Response {
        var request = Request("POST", target, headers: ["content-type": FormMaker.type])
        if takesStream(request) {
            let buffer = ByteBuffer(bytes: form.body)
            request.stream = BodyStream(RequestBody(buffer: buffer), bytes: form.body.count)
        } else {
            request.body = form.body
        }
        request.viewer = who
        return await respond(request)
    }
}

/// A city on Monday, 2 March 2026, 9:00, with an officer and a head who open calls, and two units
/// that apply.
struct CallHall: SiteRoom {
    let registry: Registry
    let site: Site
    let clock: SettableClock
    let folder: FilesFolder
    let officer: Viewer
    let head: Viewer
    let administrator: Viewer
    let member: Viewer
    let other: Viewer
    let leader: Int64

    init() async throws {
        let catalogue = try WebCity.loaded.get()
        clock = SettableClock("2026-03-02T01:00:00Z")
        let registry = Registry(
            try testDatabase(catalogue, clock: clock.clock), consequences: CityConsequences.all)
        self.registry = registry
        folder = try FilesFolder()
        let figures = Figures(registry)
        site = Site(
            registry: registry, figures: figures, reports: Reports(figures),
            accounts: Accounts(registry), assets: [], files: CityFiles(registry, folder.store))
        let officer = Viewer(
            name: "经办甲", role: try #require(catalogue.roles["officer"]),
            section: "planning-policy")
        self.officer = officer
        head = Viewer(
            name: "科长乙", role: try #require(catalogue.roles["section-head"]),
            section: "planning-policy")
        func unit(_ name: String, _ kind: String) async throws -> Int64 {
            try await registry.createRecord(
                "organisation",
                ["name": .text(name), "kind": .text(kind), "county": .text("岳阳县")], by: officer
            ).id
        }
        let own = try await unit("示例大学", "university")
        let foreign = try await unit("示例企业", "enterprise")
        leader = try await registry.createRecord(
            "person",
            [
                "name": .text("负责人丙"), "organisation": .text("#\(own)"),
                "title": .text("associate"), "birth": .text("1985-04"),
            ], by: officer
        ).id
        func person(_ name: String, _ role: String, _ unit: Int64) throws -> Viewer {
            Viewer(
                name: name, role: try #require(catalogue.roles[role]), organisation: unit)
        }
        administrator = try person("管理员戊", "organisation-administrator", own)
        member = try person("经办己", "organisation-member", own)
        other = try person("管理员庚", "organisation-administrator", foreign)
    }

    /// The number of what a page led to.
    func number(_ response: Response) throws -> Int64 {
        let place = try #require(response.header("Location"), "\(response.text.suffix(900))")
        return try #require(
            place.split(whereSeparator: { "/?".contains($0) }).compactMap { Int64($0) }.first)
    }

    /// A call that takes applications from now on, made on its pages.
    func live() async throws -> Int64 {
        let made = await post(
            "/calls/new", [("programme", "natural-science-fund"), ("year", "2026")], officer)
        let id = try number(made)
        let changed = await post(
            "/calls/\(id)/edit",
            [
                ("opens_at", "2026-03-02 08:00:00"), ("closes_at", "2026-04-09 17:00:00"),
                ("recommend_by", "2026-04-16 17:00:00"), ("total", "100"), ("total.unit", "万元"),
                ("basis_doc", "岳科发〔2026〕1号"), ("kinds.0.kind", "general"),
                ("kinds.0.ceiling", "100000"), ("kinds.0.months", "24"),
            ], officer)
        #expect(changed.status == 303, "\(changed.text.suffix(900))")
        for (target, who) in [
            ("moves/rehearse", officer), ("rehearsal", officer), ("moves/preview", officer),
            ("moves/publish", head),
        ] {
            let step = await post("/calls/\(id)/\(target)", [], who)
            #expect(step.status < 400, "\(target) \(step.text.suffix(900))")
        }
        return id
    }

    /// An application as a program sends it.
    func application(_ change: [(String, String)] = []) -> String {
        var fields: [(String, String)] = [
            ("kind", "\"general\""), ("title", "\"湿地碳汇的机理\""), ("keywords", "\"湿地、碳汇、机理\""),
            ("leader", "\(leader)"), ("subject", "\"110\""), ("starts_on", "\"2026-07-01\""),
            ("ends_on", "\"2028-06-30\""), ("requested", "\"100000.00\""),
            ("lump_sum_promise", "true"), ("summary", "\"摘要\""), ("basis", "\"依据\""),
            ("content", "\"内容\""), ("innovation", "\"创新\""), ("route", "\"路线\""),
            ("foundation", "\"基础\""), ("ethics", "\"none\""),
            (
                "targets",
                """
                [{"indicator": "papers", "kind": "quantity", "name": "发表论文", \
                "comparison": "at-least", "value": "2", "unit": "篇"}]
                """
            ), ("answers", #"[{"question": "scientific_question", "answer": "碳从哪里来"}]"#),
        ]
        for (name, value) in change {
            fields.removeAll { $0.0 == name }
            fields.append((name, value))
        }
        let pairs = fields.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ")
        return #"{"fields": {\#(pairs)}, "secrecy": "open", "commitment": true}"#
    }
}
