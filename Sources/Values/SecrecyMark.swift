/// The mark of a state secret in a text (保守国家秘密法实施条例): 绝密★30年, 机密★, 秘密★长期.
///
/// What bears one must not enter this platform, so whoever finds one neither keeps the text nor
/// repeats it.
public struct SecrecyMark: Error, Hashable, Sendable, CustomStringConvertible {
    /// 绝密, 机密 or 秘密: never the text around it.
    public let level: String

    /// The first mark in a text; nil where there is none.
    public static func find(in text: String) -> SecrecyMark? {
        // Looked for by its star: texts hardly ever have one.
        guard text.unicodeScalars.contains(where: stars.contains) else { return nil }
        let letters = Array(text.unicodeScalars.filter { !$0.properties.isWhitespace })
        for (index, letter) in letters.enumerated() where stars.contains(letter) && index >= 2 {
            let word = "\(letters[index - 2])\(letters[index - 1])"
            if levels.contains(word) { return SecrecyMark(level: word) }
        }
        return nil
    }

    private static let stars: Set<Unicode.Scalar> = ["★", "☆", "⭐", "✩", "✭", "*", "＊"]

    private static let levels: Set<String> = ["绝密", "机密", "秘密"]

    /// What to do, without a word of what was sent.
    public var description: String {
        """
        填写的内容带有国家秘密标志“\(level)★”，没有保存，一个字也没有留下。涉密内容不得在本平台填写、上传或暂存：\
        请删去后再填；项目本身涉密的，不在本平台申报，请持纸质材料到局保密工作机构按涉密渠道办理，并由本单位保密部门核对\
        这台电脑上的原件。
        """
    }
}
