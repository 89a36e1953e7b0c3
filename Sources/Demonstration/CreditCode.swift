/// Unified social credit codes that pass both checks, GB 32100 and GB 11714 within it.
enum CreditCode {
    /// Without I, O, S, V, Z; the position is the value.
    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
    /// 3^(i−1) mod 31.
    private static let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
    private static let organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]

    /// The code of the organisation `serial`, below 100 million.
    /// - Parameter authority: the two characters that say who registers it, such as `91`.
    static func code(authority: String, region: String, serial: Int) -> String {
        var bytes = Array((authority + region + digits(serial, 8)).utf8)
        var sum = 0
        for (byte, weight) in zip(bytes.dropFirst(8), organisationWeights) {
            sum += Int(byte - 48) * weight
        }
        let check = 11 - sum % 11
        bytes.append(check == 10 ? 88 : check == 11 ? 48 : UInt8(48 + check))
        var whole = 0
        for (byte, weight) in zip(bytes, weights) {
            whole += (alphabet.firstIndex(of: byte) ?? 0) * weight
        }
        bytes.append(alphabet[(31 - whole % 31) % 31])
        return String(decoding: bytes, as: UTF8.self)
    }
}
