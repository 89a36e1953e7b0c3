import Documents
import Files
import Journal
import Store
import Testing

@testable import Web

@Suite struct FileResponseTests {
    @Test(arguments: UploadKind.allCases)
    func nothingOfAFileRuns(kind: UploadKind) {
        for inline in [false, true] {
            let response = Response.upload(.bytes([1]), kind, name: "证明.x", inline: inline)
            #expect(response.header("Content-Type") == kind.mediaType)
            #expect(response.header("X-Content-Type-Options") == "nosniff")
            #expect(response.header("Content-Security-Policy") == "sandbox; default-src 'none'")
            #expect(response.header("Cache-Control") == "no-store")
            let isShown = inline && [.pdf, .png, .jpeg].contains(kind)
            let disposition = response.header("Content-Disposition") ?? ""
            #expect(disposition.hasPrefix(isShown ? "inline; " : "attachment; "))
        }
        #expect(!kind.mediaType.contains("html") && !kind.mediaType.contains("svg"))
    }

    @Test func aChineseNameAndOneWithSignsComeWhole() {
        let response = Response.upload(.bytes([]), .pdf, name: "推荐函\"a;b\r\n.pdf")
        let disposition = response.header("Content-Disposition") ?? ""
        #expect(
            disposition
                == "attachment; filename=\"file.pdf\"; filename*=UTF-8''%E6%8E%A8%E8%8D%90%E5%87%BD%22a%3Bb%0D%0A.pdf"
        )
    }

    @Test func aRefusedFileHasItsStatusAndItsWords() throws {
        let catalogue = try WebCity.loaded.get()
        let problem = DocumentProblem(what: "这是脚本，不能上传", remedy: "换一份")
        let digest = Digest(of: "x")
        let cases: [(any Error, Int, String)] = [
            (FileRefusal.tooLarge(limit: 100 << 20), 413, "100.0 MB"),
            (FileRefusal.kind(problem), 415, "脚本"),
            (FileRefusal.infected(name: "a.pdf", found: "X"), 422, "病毒"),
            (FileRefusal.scannerFailed(.takesLess), 503, "没有保存"),
            (FileRefusal.interrupted, 400, "没有传完"), (FileRefusal.notFound, 404, "没有这份文件"),
            (FileRefusal.mayNotAdd, 403, "不能给它添加"),
            (FileStoreError.diskFull(place: "x"), 507, "没有保存"),
            (FileStoreError.missing(digest), 500, "不予提供"),
        ]
        for (error, status, words) in cases {
            let failure = try #require(Failure(error, catalogue))
            #expect(failure.status == status && failure.message.contains(words))
            #expect(!failure.advice.isEmpty)
        }
    }
}
