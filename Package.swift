// swift-tools-version:6.2
import PackageDescription

// The order below is the dependency line: a target imports only what stands above it.
// `docs/decisions/0001-one-dependency-line.md` says why.

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

/// A test target, which may see everything its target may.
func tests(_ name: String, _ dependencies: [String]) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: dependencies.map { .init(stringLiteral: $0) },
        exclude: [
            "Demonstration": ["published-figures.csv"], "Catalogue": ["compare_calendar.py"],
            "Outgoing": ["mail_server.py", "web_server.py"], "SignOn": ["provider"],
        ][
            name] ?? [], swiftSettings: settings)
}

let line = [
    "Values", "Documents", "Checking", "Outgoing", "SignOn", "Catalogue", "Journal", "Store",
    "Registers", "Accounts", "Approvals", "Files", "Search", "Work", "Returns", "Funds",
    "Applications", "Review", "Awards", "Figures", "Reports", "Demonstration", "Operating", "Web",
]

extension [String] {
    /// The targets down to this one.
    func upTo(_ name: String) -> [String] { Array(prefix { $0 != name }) + [name] }
}

let package = Package(
    name: "dongting",
    products: [.executable(name: "dongting", targets: ["dongting"])],
    dependencies: [
        .package(
            url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1",
            traits: []),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
    ],
    targets: [
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(
            name: "CXLSXWriter", pkgConfig: "xlsxwriter",
            providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(
            name: "CXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(
            name: "CPostgreSQL", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(
            name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "Values", swiftSettings: settings),
        .target(
            name: "Documents", dependencies: ["CZip", "CXML", "CXLSXWriter"],
            swiftSettings: settings),
        .target(
            name: "Checking", dependencies: ["Values", "Documents"], swiftSettings: settings),
        .target(name: "Outgoing", dependencies: ["CCurl", "Values"], swiftSettings: settings),
        .target(
            name: "SignOn",
            dependencies: [
                "Values", "Outgoing", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            swiftSettings: settings),
        .target(
            name: "Catalogue",
            dependencies: [
                "Values", "Documents", .product(name: "Yams", package: "Yams"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: settings),
        .target(
            name: "Journal",
            dependencies: ["Values", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: settings),
        .target(
            name: "Store",
            dependencies: [
                "CPostgreSQL", "Values", "Catalogue", "Journal",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: settings),
        .target(
            name: "Registers",
            dependencies: ["Values", "Documents", "Catalogue", "Journal", "Store"],
            swiftSettings: settings),
        .target(
            name: "Accounts",
            dependencies: [
                "Values", "Catalogue", "Journal", "Store", "Registers",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            swiftSettings: settings),
        .target(
            name: "Approvals",
            dependencies: ["Values", "Catalogue", "Journal", "Store", "Registers", "Accounts"],
            swiftSettings: settings),
        .target(
            name: "Files",
            dependencies: ["Values", "Documents", "Catalogue", "Journal", "Store", "Registers"],
            swiftSettings: settings),
        .target(
            name: "Search",
            dependencies: ["Values", "Catalogue", "Journal", "Store", "Registers"],
            swiftSettings: settings),
        .target(
            name: "Work",
            dependencies: [
                "Values", "Documents", "Outgoing", "Catalogue", "Journal", "Store", "Registers",
                "Accounts", "Approvals",
            ],
            swiftSettings: settings),
        .target(
            name: "Returns",
            dependencies: [
                "Values", "Documents", "Catalogue", "Journal", "Store", "Registers", "Accounts",
                "Work",
            ],
            swiftSettings: settings),
        .target(
            name: "Funds",
            dependencies: [
                "Values", "Documents", "Catalogue", "Journal", "Store", "Registers", "Accounts",
                "Approvals", "Files", "Work",
            ],
            swiftSettings: settings),
        .target(
            name: "Applications",
            dependencies: [
                "Values", "Documents", "Catalogue", "Journal", "Store", "Registers", "Accounts",
                "Approvals", "Files", "Work", "Returns", "Funds",
            ],
            swiftSettings: settings),
        .target(
            name: "Review",
            dependencies: [
                "Values", "Documents", "Catalogue", "Journal", "Store", "Registers", "Accounts",
                "Approvals", "Files", "Work", "Returns", "Funds", "Applications",
            ],
            swiftSettings: settings),
        .target(
            name: "Awards",
            dependencies: [
                "Values", "Documents", "Catalogue", "Journal", "Store", "Registers", "Accounts",
                "Approvals", "Files", "Work", "Returns", "Funds", "Applications", "Review",
            ],
            swiftSettings: settings),
        .target(
            name: "Figures",
            dependencies: ["Values", "Catalogue", "Journal", "Store", "Registers"],
            swiftSettings: settings),
        .target(
            name: "Reports",
            dependencies: [
                "Values", "Documents", "Catalogue", "Journal", "Store", "Registers", "Figures",
            ],
            swiftSettings: settings),
        .target(
            name: "Demonstration",
            dependencies: [
                "Values", "Documents", "Catalogue", "Journal", "Store", "Registers", "Accounts",
                "Returns", "Funds", "Applications", "Review", "Awards", "Figures", "Reports",
            ],
            swiftSettings: settings),
        .target(
            name: "Operating",
            dependencies: [
                "Values", "Outgoing", "Catalogue", "Journal", "Store", "Registers", "Files",
                "Work",
            ],
            swiftSettings: settings),
        .target(
            name: "Web",
            dependencies: [
                "Values", "Documents", "Checking", "Outgoing", "SignOn", "Catalogue", "Journal",
                "Store", "Registers", "Accounts", "Approvals", "Files", "Search", "Work", "Returns",
                "Funds", "Applications", "Review", "Awards", "Figures", "Reports", "Operating",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "dongting",
            dependencies: [
                "Values", "Documents", "Checking", "Outgoing", "SignOn", "Catalogue", "Journal",
                "Store", "Registers", "Accounts", "Approvals", "Files", "Search", "Work",
                "Returns", "Funds", "Applications", "Review", "Awards", "Figures", "Reports",
                "Demonstration", "Operating", "Web",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "dongting-benchmark",
            dependencies: [
                "CXLSXWriter", "Values", "Documents", "Checking", "ReportGenerator",
                "CheckingMeasure",
                "Catalogue", "Journal", "Store", "Registers", "Accounts", "Search", "Work",
                "Funds", "Applications", "Review", "Awards", "Figures", "Reports",
                "Demonstration", "Operating", "Web",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Benchmarks", swiftSettings: settings),
        .target(
            name: "TestDatabase",
            dependencies: ["Values", "Catalogue", "Journal", "Store"],
            path: "Tests/TestDatabase", swiftSettings: settings),
        .executableTarget(
            name: "dongting-faults",
            dependencies: [
                "Values", "Catalogue", "Journal", "Store", "Registers", "Funds",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Tests/Faults/Tool", swiftSettings: settings),
        .target(
            name: "TestSupport", dependencies: ["Values"], path: "Tests/TestSupport",
            swiftSettings: settings),
        .target(
            name: "ReportGenerator", dependencies: ["Documents", "TestSupport"],
            path: "Tests/ReportGenerator", swiftSettings: settings),
        .target(
            name: "CheckingMeasure", dependencies: ["Checking", "ReportGenerator"],
            path: "Tests/CheckingMeasure", swiftSettings: settings),
        tests("Values", ["Values", "TestSupport"]),
        tests("Documents", ["Documents"]),
        tests(
            "Checking", ["Values", "Documents", "Checking", "ReportGenerator", "CheckingMeasure"]),
        tests("Outgoing", ["Values", "Outgoing", "TestSupport"]),
        tests("SignOn", ["Values", "Outgoing", "SignOn", "TestSupport"]),
        tests("Catalogue", line.upTo("Catalogue") + ["TestSupport"]),
        tests("Journal", line.upTo("Journal") + ["TestSupport"]),
        tests("Store", line.upTo("Store") + ["TestDatabase", "TestSupport"]),
        tests("Registers", line.upTo("Registers") + ["TestDatabase", "TestSupport"]),
        tests("Accounts", line.upTo("Accounts") + ["TestDatabase", "TestSupport"]),
        tests("Approvals", line.upTo("Approvals") + ["TestDatabase", "TestSupport"]),
        tests("Files", line.upTo("Files") + ["TestDatabase", "TestSupport"]),
        tests("Search", line.upTo("Search") + ["TestDatabase"]),
        tests("Work", line.upTo("Work") + ["TestDatabase", "TestSupport"]),
        tests("Returns", line.upTo("Returns") + ["TestDatabase", "TestSupport"]),
        tests("Funds", line.upTo("Funds") + ["TestDatabase", "TestSupport"]),
        tests("Applications", line.upTo("Applications") + ["TestDatabase"]),
        tests("Review", line.upTo("Review") + ["TestDatabase"]),
        tests("Awards", line.upTo("Awards") + ["TestDatabase", "TestSupport"]),
        tests("Figures", line.upTo("Figures") + ["TestDatabase"]),
        tests("Model", line.upTo("Figures") + ["TestDatabase", "TestSupport"]),
        tests("Reports", line.upTo("Reports") + ["TestDatabase"]),
        tests("Demonstration", line.upTo("Demonstration") + ["TestDatabase"]),
        tests("Operating", line.upTo("Operating") + ["TestDatabase"]),
        tests("Web", line + ["TestDatabase", "TestSupport"]),
        tests("Flow", line + ["TestDatabase"]),
        tests("Tidy", []),
    ]
)

// Only `scripts/fuzz` builds the fuzzer, by itself and with coverage counted in all it is made of.
if Context.environment["DONGTING_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "dongting-fuzz", dependencies: ["Values", "Documents", "Checking"],
            path: "Tests/Fuzz/Tool", swiftSettings: settings))
}
