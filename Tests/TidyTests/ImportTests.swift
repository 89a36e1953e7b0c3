import Foundation
import Testing

/// The dependency line of `Package.swift`: a target imports only what stands above it.
@Suite struct ImportTests {
    private static let line = [
        "CZip", "Values", "Documents", "Checking", "Outgoing", "SignOn", "Catalogue", "Journal",
        "Store", "Registers", "Accounts", "Approvals", "Files", "Search", "Work", "Returns",
        "Funds", "Applications", "Review", "Awards", "Figures", "Reports", "Demonstration",
        "Operating", "Web", "dongting",
    ]

    /// Libraries from outside, and the only targets that may speak to them.
    private static let outside: [String: Set<String>] = [
        "GRDB": ["Store"], "GRDBSQLite": ["Store"], "Yams": ["Catalogue"], "CZip": ["Documents"],
        "CPostgreSQL": ["Store"], "CXML": ["Documents"],
        "CXLSXWriter": ["Documents"], "CCurl": ["Outgoing"],
        "Hummingbird": ["Web"], "ArgumentParser": ["dongting"],
        "Crypto": ["SignOn", "Catalogue", "Journal", "Accounts"],
        "CryptoExtras": ["SignOn", "Accounts"],
    ]

    private static let system: Set<String> = [
        "Foundation", "FoundationEssentials", "FoundationXML", "Dispatch", "Synchronization",
        "Glibc", "Darwin",
        "RegexBuilder",
    ]

    private struct Import: Sendable {
        let place: String
        let target: String
        let module: String
    }

    private static let imports: [Import] = SourceTree.sources.flatMap { file in
        file.lines.enumerated().compactMap { index, line in
            guard
                let match = line.firstMatch(
                    of: /^(?:public |internal |@\w+ )*import (?:\w+ )?(\w+)/)
            else { return nil }
            return Import(
                place: "\(file.path):\(index + 1)", target: file.target, module: String(match.1))
        }
    }

    @Test func theImportsAreFound() {
        #expect(Self.imports.count > 100)
        #expect(Set(Self.imports.map(\.target)).isSubset(of: Self.line))
    }

    @Test func aTargetImportsOnlyWhatStandsAboveIt() {
        let bad = Self.imports.filter { one in
            guard let module = Self.line.firstIndex(of: one.module),
                let target = Self.line.firstIndex(of: one.target)
            else { return false }
            return module >= target
        }
        #expect(bad.map { "\($0.place): \($0.module)" }.isEmpty)
    }

    @Test func aLibraryFromOutsideIsSpokenToFromOneTarget() {
        let bad = Self.imports.filter { one in
            if let allowed = Self.outside[one.module] { return !allowed.contains(one.target) }
            return false
        }
        #expect(bad.map { "\($0.place): \($0.module)" }.isEmpty)
    }

    @Test func nothingElseIsImported() {
        let known = Self.system.union(Self.line).union(Self.outside.keys)
        let strange = Self.imports.filter { !known.contains($0.module) }
        #expect(
            Set(strange.map { "\($0.target): \($0.module)" }).subtracting(Self.ofTheServer).isEmpty)
    }

    /// Packages that come with the HTTP server.
    private static let ofTheServer: Set<String> = [
        "Web: HTTPTypes", "Web: HummingbirdCore", "Web: Logging", "Web: NIOCore", "Web: NIOPosix",
        "Web: ServiceLifecycle", "dongting: Hummingbird", "dongting: Logging",
        "dongting: ServiceLifecycle",
    ]

    @Test func theLineIsTheOneOfThePackage() throws {
        let package = try String(
            contentsOfFile: SourceTree.root + "/Package.swift", encoding: .utf8)
        let order = Self.line.filter { $0 != "CZip" }.compactMap {
            package.range(of: "name: \"\($0)\",", options: .backwards)?.lowerBound
        }
        #expect(order.count == Self.line.count - 1)
        #expect(order == order.sorted())
    }
}
