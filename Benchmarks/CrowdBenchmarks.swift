import Accounts
import Catalogue
import Demonstration
import Foundation
import Registers
import Store

/// Two thousand people signed in, browsing and saving drafts, on a server in a process of its own:
/// its rate at saturation beside a bare hello of the same server, the wait at half of it, its
/// memory.
struct CrowdBenchmarks {
    let catalogue: Catalogue
    private static let people = 2_000
    private static let password = "a wide lake under the moon"

    func run() async throws {
        guard let wrk = Wrk.found else { return print("没有 wrk，跳过：scripts/install bench") }
        let folder = DataFolder(NSTemporaryDirectory() + "dongting-crowd-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let people = try await signIn(folder)
        try people.joined(separator: "\n").write(
            toFile: folder.path + "/people", atomically: true, encoding: .utf8)
        try CrowdScript.text.write(
            toFile: folder.path + "/crowd.lua", atomically: true, encoding: .utf8)
        let server = try Served(folder.path)
        defer { server.stop() }
        func load(_ what: String, connections: Int, seconds: Int, pause: Int = 0) throws -> Outcome
        {
            Outcome(
                try wrk.run(
                    folder.path + "/crowd.lua", at: server.port, connections: connections,
                    seconds: seconds, [what, folder.path + "/people", String(pause)]))
        }
        let hello = try load("hello", connections: 128, seconds: 10)
        let full = try load("crowd", connections: 128, seconds: 20)
        let half = try load(
            "crowd", connections: 512, seconds: 20,
            pause: Int(512 / (full.rate / 2) * 1_000))
        Line(
            what: "\(Self.people) 人在线浏览和存草稿，饱和", value: full.rate, unit: "次/秒",
            beside: "同一服务的空应答", floor: hello.rate, goal: "—"
        ).print()
        Line(
            what: "其一半（\(Int(half.rate)) 次/秒）时 95% 的人等", value: half.wait, unit: "毫秒",
            goal: "≤ 200 毫秒"
        ).print()
        Line(what: "服务进程的内存峰值", value: server.peakMegabytes, unit: "MB", goal: "≤ 500 MB").print()
        Line(
            what: "出错", value: Double(full.errors + half.errors), unit: "次", goal: "0"
        ).print()
    }

    private struct Outcome {
        let rate: Double
        /// Milliseconds within which 95 of a hundred were answered.
        let wait: Double
        let errors: Int

        init(_ numbers: [Double]) {
            rate = numbers.first ?? 0
            wait = numbers.dropFirst().first ?? 0
            errors = Int(numbers.dropFirst(2).first ?? 0)
        }
    }

    /// A demonstration city with people who have signed in: the token of each with its form token.
    private func signIn(_ folder: DataFolder) async throws -> [String] {
        let database = try folder.create(catalogue, demonstration: true)
        let registry = Registry(database)
        try await Demonstration.write(into: registry, examples: "examples/yueyang-2025")
        var policy = AccountPolicy()
        policy.passwordCost = .cheap
        let accounts = Accounts(registry, policy: policy)
        let counties = catalogue.list("counties")?.codes.map(\.code) ?? []
        let operators = Viewer(name: "测速", role: .nothing)
        let origin = Origin(address: "127.0.0.1", agent: "测速")
        let people = try await withThrowingTaskGroup(of: String?.self) { group in
            var all: [String] = []
            for number in 0..<Self.people {
                // Not more at once than the queue of writes takes.
                if number >= 16, let one = try await group.next() ?? nil { all.append(one) }
                group.addTask {
                    let login = "person-\(number)"
                    let link = try await accounts.createFromTerminal(
                        [
                            "login": .text(login), "name": .text("测速\(number)"),
                            "role": .text("clerk"),
                            "county": .text(counties[number % counties.count]),
                        ], by: operators)
                    try await accounts.accept(token: link, password: Self.password, from: origin)
                    let result = try await accounts.signIn(
                        login: login, password: Self.password, from: origin)
                    guard case .signedIn(let token) = result else { return nil }
                    let session = try await database.read {
                        try accounts.session($0, token: token)
                    }
                    return session.map { "\(token) \($0.formToken)" }
                }
            }
            for try await one in group { if let one { all.append(one) } }
            return all
        }
        try database.close()
        return people
    }
}

/// What the crowd does, for `wrk`: four in five requests look at a page, one saves a draft.
private enum CrowdScript {
    static let text = #"""
        local people, pages, pause, what, run = {}, {}, 0, "crowd", os.time()
        function init(args)
          what = args[1]
          for line in io.lines(args[2]) do
            local token, form = line:match("(%S+) (%S+)")
            people[#people + 1] = { token = token, form = form, drafts = 0 }
          end
          pause = tonumber(args[3])
          pages = { "/", "/registers", "/registers/technology-need", "/worklists",
            "/registers/enterprise-assessment?page=2", "/registers/technology-need/new", "/me/notices" }
          math.randomseed(7)
        end
        function delay() return pause > 0 and math.random(0, pause * 2) or 0 end
        function request()
          if what == "hello" then return wrk.format("GET", "/health") end
          local person = people[math.random(#people)]
          local headers = { Cookie = "dongting=" .. person.token }
          if math.random(5) > 1 then
            return wrk.format("GET", pages[math.random(#pages)], headers)
          end
          person.drafts = person.drafts + 1
          headers["Content-Type"] = "application/x-www-form-urlencoded"
          headers["X-Form-Token"] = person.form
          local key = "draft-" .. run .. "-" .. person.drafts
          return wrk.format("POST", "/drafts/" .. key .. "?register=technology-need", headers,
            "draft.key=" .. key .. "&draft.saves=0&title=a+need+of+the+shop+floor&problem="
            .. string.rep("words+that+somebody+types+", 20))
        end
        function done(summary, latency)
          local errors = summary.errors
          print(string.format("OUTCOME %f %f %d", summary.requests / (summary.duration / 1e6),
            latency:percentile(95) / 1e3,
            errors.status + errors.connect + errors.read + errors.write + errors.timeout))
        end

        """#
}
