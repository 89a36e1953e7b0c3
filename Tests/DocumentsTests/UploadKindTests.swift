import Foundation
import Testing

@testable import Documents

@Suite final class UploadKindTests {
    private let folder = NSTemporaryDirectory() + "kinds-" + UUID().uuidString

    init() throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func file(_ bytes: [UInt8]) throws -> String {
        let path = folder + "/" + UUID().uuidString
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return path
    }

    private func zip(_ parts: [String: String]) throws -> String {
        let archive = try ZipArchive.write(
            parts.sorted { $0.key < $1.key }.map { ($0.key, Array($0.value.utf8)) },
            modified: 1_700_000_000)
        return try file(archive)
    }

    private func told(_ path: String, _ name: String) -> DocumentProblem? {
        do {
            _ = try UploadKind.check(path, name: UploadName(name))
            return nil
        } catch {
            return error as? DocumentProblem
        }
    }

    @Test func everyKindIsToldByItsBytes() throws {
        let known: [(UploadKind, String)] = [
            (.pdf, try file(Array("%PDF-1.7\n".utf8))),
            (.docx, try zip(["[Content_Types].xml": "<T/>", "word/document.xml": "<d/>"])),
            (.xlsx, try zip(["[Content_Types].xml": "<T/>", "xl/workbook.xml": "<w/>"])),
            (.pptx, try zip(["[Content_Types].xml": "<T/>", "ppt/presentation.xml": "<p/>"])),
            (
                .docx,
                try zip([
                    "[Content_Types].xml": "wordprocessingml.document.main+xml",
                    "word/document2.xml": "<d/>",
                ])
            ),
            (.ofd, try zip(["OFD.xml": "<ofd/>"])),
            (.zip, try zip(["说明.txt": "文字"])),
            (.doc, try file(CompoundMaker.file(["WordDocument", "1Table"]))),
            (.xls, try file(CompoundMaker.file(["Workbook"]))),
            (.xls, try file(CompoundMaker.file(["Book"], sectorShift: 12))),
            (.ppt, try file(CompoundMaker.file(["Current User", "PowerPoint Document"]))),
            (.text, try file(Array("编号,名称\n1,甲\n".utf8))),
            (.text, try file([0xEF, 0xBB, 0xBF] + Array("编号".utf8))),
            (.textGB18030, try file([0xB1, 0xE0, 0xBA, 0xC5, 0x2C, 0x81, 0x30, 0x81, 0x30])),
            (.png, try file([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10])),
            (.jpeg, try file([0xFF, 0xD8, 0xFF, 0xE0])),
            (.tiff, try file([0x49, 0x49, 0x2A, 0])), (.tiff, try file([0x4D, 0x4D, 0, 0x2A])),
        ]
        for (kind, path) in known {
            #expect(try UploadKind.of(path) == kind)
            for ending in kind.endings {
                #expect(
                    try UploadKind.check(path, name: UploadName("报告.\(ending.uppercased())"))
                        == kind)
            }
        }
        #expect(Set(known.map(\.0)) == Set(UploadKind.allCases))
    }

    @Test func theNameOfAStreamFarBehindIsFound() throws {
        let names = (1...200).map { "S\($0)" } + ["WordDocument"]
        #expect(try UploadKind.of(file(CompoundMaker.file(names))) == .doc)
    }

    @Test(arguments: [
        ("<!DOCTYPE html><html></html>", "网页"), ("\u{FEFF} \n<html>", "网页"),
        ("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "SVG"),
        ("<?xml version=\"1.0\"?><a/>", "XML"), ("<?php echo 1;", "网页"),
        ("编号,名称\n1,<script>alert(1)</script>", "网页"), ("MIME-Version: 1.0\n", "网页"),
        ("#!/bin/sh\necho", "脚本"), ("@echo off\n", "脚本"), ("%!PS-Adobe-3.0\n", "脚本"),
        ("{\\rtf1 x}", "RTF"), ("GIF89a...", "GIF"), ("Rar!\u{1A}\u{7}", "RAR"), ("", "空的"),
        ("\u{7F}ELF....", "程序"), ("MZ\u{0}\u{1}", "程序"), ("PK\u{3}\u{4}坏的", "完整的压缩包"),
        ("\u{0}\u{1}\u{2}", "认不出"),
    ])
    func whatIsNotOnTheListIsNamedAndRefused(content: String, words: String) throws {
        let path = try file(Array(content.utf8))
        for name in ["报告.pdf", "数据.txt", "无后缀"] {
            let problem = try #require(told(path, name))
            #expect(problem.what.contains(words))
            #expect(!problem.remedy.isEmpty)
        }
    }

    @Test func packagesOfOtherKindsAreRefused() throws {
        let types = "[Content_Types].xml"
        let cases: [([String: String], String)] = [
            ([types: "", "word/document.xml": "", "word/vbaProject.bin": "x"], "宏"),
            ([types: "", "xl/workbook.bin": "x"], "xlsb"),
            (["content.xml": "x", "mimetype": "x"], "OpenDocument"),
            ([types: "别的"], "不认识的 Office"),
        ]
        for (parts, words) in cases {
            #expect(try #require(told(zip(parts), "a.docx")).what.contains(words))
        }
        let locked = CompoundMaker.file(["EncryptionInfo", "EncryptedPackage"])
        #expect(try #require(told(file(locked), "a.docx")).what.contains("密码"))
        let empty = CompoundMaker.file(["别的"])
        #expect(try #require(told(file(empty), "a.doc")).what.contains("没有正文"))
    }

    @Test func anArchiveWhoseDirectoryIsHugeIsRefusedUnopened() throws {
        var bytes = try ZipArchive.write([("a.txt", [1])], modified: 1_700_000_000)
        let end = bytes.count - 22
        bytes.replaceSubrange(end + 12..<end + 16, with: [0, 0, 0, 4])
        #expect(try #require(told(file(bytes), "a.zip")).what.contains("目录太大"))
        let names = (0...10_000).map { ("\($0)", [UInt8]()) }
        let many = try ZipArchive.write(names, modified: 1_700_000_000)
        #expect(try #require(told(file(many), "a.zip")).what.contains("10001 个文件"))
    }

    @Test func textInOtherEncodingsIsRefusedWithWhatToDo() throws {
        let wide = try file([0xFF, 0xFE, 0x11, 0x62])
        #expect(try #require(told(wide, "a.txt")).remedy.contains("UTF-8"))
        for bytes: [UInt8] in [
            [0x80, 0x41], [0xB1], [0xFF, 0x41], [0x81, 0x30, 0x81],
        ] {
            #expect(try told(file(bytes), "a.txt") != nil)
        }
        // Cut off within a character: pairs of its bytes could be GB 18030.
        let cut = Array("岳阳市科学技术局科".utf8.dropLast())
        #expect(try told(file(cut), "a.txt") != nil)
    }

    @Test func aNameThatContradictsTheContentIsRefusedInOneMessage() throws {
        let pdf = try file(Array("%PDF-1.7\n".utf8))
        #expect(
            told(pdf, "推荐函.docx")?.description
                == "文件名“推荐函.docx”像是Word 文档（docx），内容却是PDF。请确认选对了文件；若是，把后缀改成 .pdf 再上传。")
        #expect(told(pdf, "推荐函")?.what.contains("没有后缀") == true)
        #expect(told(pdf, "推荐函.pdf.exe")?.what.contains("不接受 .exe") == true)
        #expect(told(pdf, "推荐函.html")?.what.contains("不接受 .html") == true)
        let text = try file(Array("alert(1)".utf8))
        #expect(told(text, "a.js")?.what.contains("不接受 .js") == true)
        #expect(told(text, "a.svg")?.what.contains("不接受 .svg") == true)
    }

    @Test(arguments: [
        ("D:\\我的文档\\报告.docx", "报告.docx"), ("../../etc/passwd", "passwd"),
        ("文书\u{202E}gpj.exe", "文书gpj.exe"), ("a\r\nb.txt", "ab.txt"), ("  报告 .pdf ", "报告 .pdf"),
        ("", "未命名"), ("/", "未命名"),
    ])
    func aNameIsKeptWithoutWhatHidesIt(given: String, kept: String) {
        #expect(UploadName(given).text == kept)
    }

    @Test func aLongNameKeepsItsEnding() {
        let name = UploadName(String(repeating: "长", count: 300) + ".pdf")
        #expect(name.text.unicodeScalars.count == 120 && name.ending == "pdf")
        #expect(UploadName(".pdf").ending == "" && UploadName(nil).text == "未命名")
    }

    @Test func aDamagedCompoundFileIsNoEndlessWork() throws {
        var bytes = CompoundMaker.file(["WordDocument"])
        // The directory follows itself.
        bytes.replaceSubrange(512 + 4..<512 + 8, with: [1, 0, 0, 0])
        #expect(try UploadKind.of(file(bytes)) == .doc)
        for cut in [8, 100, 511, 600, 1_100] {
            #expect(try told(file(Array(bytes[..<cut])), "a.doc") != nil)
        }
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            var bent = bytes
            for _ in 0..<8 {
                bent[Int.random(in: 8..<bent.count, using: &generator)] =
                    UInt8.random(in: 0...255, using: &generator)
            }
            _ = try? UploadKind.of(file(bent))
        }
    }
}

/// A file as old Office programs write it: a header, its table of sectors, its directory.
enum CompoundMaker {
    static func file(_ names: [String], sectorShift: Int = 9) -> [UInt8] {
        let size = 1 << sectorShift
        let entries = ["Root Entry"] + names
        let perSector = size / 128
        let sectors = (entries.count + perSector - 1) / perSector
        var header = [UInt8](repeating: 0, count: size)
        header.replaceSubrange(0..<8, with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
        put(UInt16(sectorShift), in: &header, at: 30)
        put(UInt32(1), in: &header, at: 44)
        put(UInt32(1), in: &header, at: 48)
        put(UInt32(0xFFFF_FFFE), in: &header, at: 68)
        for index in 0..<109 {
            put(index == 0 ? 0 : UInt32(0xFFFF_FFFF), in: &header, at: 76 + index * 4)
        }
        var table = [UInt8](repeating: 0xFF, count: size)
        put(UInt32(0xFFFF_FFFD), in: &table, at: 0)
        for sector in 1...sectors {
            put(sector == sectors ? 0xFFFF_FFFE : UInt32(sector + 1), in: &table, at: sector * 4)
        }
        var directory = [UInt8](repeating: 0, count: sectors * size)
        for (index, name) in entries.enumerated() {
            for (place, unit) in name.utf16.enumerated() {
                put(unit, in: &directory, at: index * 128 + place * 2)
            }
            put(UInt16(name.utf16.count * 2 + 2), in: &directory, at: index * 128 + 64)
            directory[index * 128 + 66] = index == 0 ? 5 : 2
        }
        return header + table + directory
    }

    private static func put<Number: FixedWidthInteger>(
        _ number: Number, in bytes: inout [UInt8], at offset: Int
    ) {
        for index in 0..<MemoryLayout<Number>.size {
            bytes[offset + index] = UInt8(truncatingIfNeeded: number >> (8 * index))
        }
    }
}
