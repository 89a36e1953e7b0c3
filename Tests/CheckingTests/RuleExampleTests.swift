import Checking
import Documents
import Foundation
import Testing

/// Every rule's worked examples are its tests.
@Suite struct RuleExampleTests {
    static let examples = RuleBook.rules.flatMap { rule in rule.examples.map { (rule.id, $0) } }

    @Test(arguments: examples)
    func aWorkedExampleComesOutAsTheRuleSays(id: String, example: Rule.Example) throws {
        let document = try ReadDocument.read(Array(example.text.utf8), name: "例.txt")
        let findings = CheckReport.check(document, name: "例.txt").findings.filter { $0.rule == id }
        switch example.outcome {
        case .passes:
            #expect(findings.map(\.message).isEmpty, "\(example.text)")
        case .finds(let words):
            let found = findings.filter { $0.severity != .cannotBeTested }
            #expect(
                found.contains { $0.quote.contains(words) },
                "\(example.text) \(findings.map(\.message))")
        case .cannotBeTested(let words):
            #expect(
                findings.contains { $0.severity == .cannotBeTested && $0.quote.contains(words) },
                "\(example.text) \(findings.map(\.message))")
            #expect(findings.allSatisfy { $0.severity == .cannotBeTested })
        }
    }

    @Test func everyRuleHasAnExampleThatItFindsAndOneThatPasses() {
        for rule in RuleBook.rules {
            #expect(rule.examples.contains { $0.outcome != .passes }, "\(rule.id)")
            #expect(rule.examples.contains { $0.outcome == .passes }, "\(rule.id)")
        }
    }

    @Test func everyRuleHasItsNameItsGroundAndItsLineInTheBook() throws {
        #expect(Set(RuleBook.rules.map(\.id)).count == RuleBook.rules.count)
        let book = try String(contentsOfFile: Project.root + "/docs/checking.md", encoding: .utf8)
        for rule in RuleBook.rules {
            #expect(!rule.title.isEmpty && !rule.source.isEmpty && !rule.explanation.isEmpty)
            #expect(book.contains("`\(rule.id)`"), "\(rule.id)")
            #expect(rule.text.contains(rule.source))
        }
        #expect(RuleBook.rule("growth")?.title == "增长率")
        #expect(RuleBook.rule("nothing") == nil)
    }
}
