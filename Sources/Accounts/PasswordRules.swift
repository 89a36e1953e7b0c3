import Foundation

/// What is wrong with a password that somebody chooses.
public enum PasswordProblem: Error, Sendable, Hashable, CustomStringConvertible {
    case tooShort(least: Int)
    case tooLong(most: Int)
    case common
    case monotonous
    case namesItself(String)
    case sameAsBefore

    public var description: String {
        switch self {
        case .tooShort(let least): "密码至少 \(least) 个字。可以用一句自己记得住的话。"
        case .tooLong(let most): "密码最多 \(most) 个字。"
        case .common: "这个密码太常见，别人一试就中。换一句自己的话。"
        case .monotonous: "密码里重复或连续的字太多。换一句自己的话。"
        case .namesItself(let word): "密码不能就是“\(word)”加几个字。换一句自己的话。"
        case .sameAsBefore: "新密码与现在的相同。换一个。"
        }
    }
}

/// Length over composition (NIST SP 800-63B 3.1.1.2): no character is asked for, common passwords
/// are refused.
public enum PasswordRules {
    public static let least = 10
    public static let most = 128
    /// One character may be a letter under a thousand accents.
    static let mostBytes = 1_024

    /// - Parameter words: what a password may not be made of: login, name, city.
    public static func check(_ password: String, words: [String]) throws(PasswordProblem) {
        if password.utf8.count > mostBytes || password.count > most {
            throw .tooLong(most: most)
        }
        if password.count < least { throw .tooShort(least: least) }
        // What is hashed is what is looked at: full-width letters are no other password.
        let password = password.precomposedStringWithCompatibilityMapping
        let plain = stem(password)
        for word in words.map(stem) where word.count >= 3 {
            if plain.contains(word), plain.count - word.count < 5 { throw .namesItself(word) }
        }
        if common.contains(password.lowercased()) || common.contains(plain) { throw .common }
        if common.contains(where: {
            $0.count >= 5 && plain.count - $0.count <= 1 && plain.contains($0)
        })
            || plain.isEmpty
        {
            throw .common
        }
        if Set(password).count < 5 || hasLongRun(password) { throw .monotonous }
    }

    /// What remains of a password without the digits and signs around a word, and without the
    /// signs that stand for letters.
    static func stem(_ text: String) -> String {
        let letters: [Character: Character] = [
            "@": "a", "4": "a", "3": "e", "1": "i", "!": "i", "0": "o", "$": "s", "5": "s",
            "7": "t",
        ]
        func isEdge(_ character: Character) -> Bool { !character.isLetter }
        var view = Substring(text.precomposedStringWithCompatibilityMapping.lowercased())
        while let first = view.first, isEdge(first), letters[first] == nil { view.removeFirst() }
        while let last = view.last, isEdge(last) { view.removeLast() }
        return String(view.map { letters[$0] ?? $0 }.filter(\.isLetter))
    }

    /// Whether most of it goes up, down or stays: 123456, aaaa, qwerty's neighbours.
    private static func hasLongRun(_ text: String) -> Bool {
        let values = text.lowercased().unicodeScalars.map { Int($0.value) }
        var steps = 0
        for (one, next) in zip(values, values.dropFirst()) where abs(next - one) <= 1 { steps += 1 }
        return steps * 3 >= values.count * 2
    }

    /// Passwords and words that lists of leaked passwords begin with, and those of this field.
    static let common: Set<String> = Set(
        """
        password passwort iloveyou qwerty qwertyuiop qwertyui asdfgh asdfghjkl zxcvbn zxcvbnm
        letmein welcome monkey dragon football baseball sunshine princess superman batman master
        shadow michael jennifer jordan hunter ranger harley thomas robert charlie trustno admin
        administrator root system manager guest default changeme secret login passw pass test
        testing demo user access computer internet server database oracle mysql postgres
        woaini woaiwojia woaiwofu woaizhongguo aini zhongguo beijing shanghai hunan yueyang
        dongting changsha kejiju keji kexue jishu nihao wodemima mima caonima wangjian zhanghao
        liuwei zhangwei wangwei liwei abcd abcde abcdef abcdefg abcdefgh abcdefghi abcdefghij
        qazwsx qazwsxedc qweasd qweasdzxc zaqwsx poiuytrewq mnbvcxz lkjhgfdsa asdf asdfasdf
        aaaaaa aaaaaaaaaa happy flower summer winter spring autumn monday friday january december
        samsung huawei xiaomi tencent alibaba google facebook microsoft windows android iphone
        1234567890 0123456789 0987654321 9876543210 12345678910 1111111111 0000000000 8888888888
        6666666666 1231231231 1212121212 1122334455 5201314520 1314520520 147258369 1472583690
        1q2w3e4r5t 1qaz2wsx3edc 1q2w3e4r5t6y zaq12wsxcde3 q1w2e3r4t5 a1b2c3d4e5 abc123456789
        a123456789 q123456789 woaini1314 woaini5201314 qq123456789 password1 password12 password123
        admin12345 admin123456 admin888888 root123456 qwerty123456 p@ssw0rd123 p@ssword123
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
