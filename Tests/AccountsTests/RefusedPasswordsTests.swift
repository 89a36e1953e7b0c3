import Foundation
import Testing

@testable import Accounts

@Suite struct RefusedPasswordsTests {
    private func list(_ text: String) throws -> String {
        let path = FileManager.default.temporaryDirectory
            .appending(path: "refused-\(UUID().uuidString).txt").path
        try Data(text.utf8).write(to: URL(filePath: path))
        return path
    }

    @Test func whatStandsOnTheListIsRefusedHoweverItsLettersAreCased() throws {
        let refused = try RefusedPasswords(
            path: list("short\r\nTeacups-And-Trains\r\n白日依山尽黄河入海流\n"))
        #expect(refused.count == 2)
        #expect(refused.contains("teacups-and-TRAINS") && refused.contains("白日依山尽黄河入海流"))
        #expect(refused.contains("Ｔｅａｃｕｐｓ－ａｎｄ－ｔｒａｉｎｓ"))
        #expect(!refused.contains("teacups and trains"))
    }

    @Test func aPasswordOnTheListBeginsNoAccount() async throws {
        let refused = try RefusedPasswords(path: list("teacups and trains\n"))
        let hall = try Hall(refused: refused)
        let link = try #require(try await hall.accounts.firstLink())
        await #expect(throws: PasswordProblem.common) {
            try await hall.accounts.accept(
                token: link, password: "Teacups and trains", from: hall.origin)
        }
        try await hall.accounts.accept(
            token: link, password: "teacups, and some trains", from: hall.origin)
    }

    @Test func aListThatCannotBeUsedSaysWhy() throws {
        let missing = "/nowhere/refused.txt"
        #expect(throws: RefusedPasswords.Problem.unreadable(missing)) {
            try RefusedPasswords(path: missing)
        }
        let short = try list("123456\npassword\n")
        #expect(throws: RefusedPasswords.Problem.empty(short, least: 10)) {
            try RefusedPasswords(path: short)
        }
        let latin = FileManager.default.temporaryDirectory
            .appending(path: "refused-\(UUID().uuidString).txt").path
        try Data([0x70, 0xE9, 0xFF, 0x0A]).write(to: URL(filePath: latin))
        #expect(throws: RefusedPasswords.Problem.notText(latin)) {
            try RefusedPasswords(path: latin)
        }
    }
}
