#!/usr/bin/env swift
// A music player: protocols, enums, generics, property wrappers, concurrency.
import Foundation
import struct SwiftUI.Color

#if os(macOS) && DEBUG
let platform = "mac"
#else
let platform = "other"
#endif

typealias Handler<T> = (T, Int) throws -> Void

/* A nested /* block */ comment */
@propertyWrapper
struct Clamped<Value: Comparable> {
    private var value: Value
    let range: ClosedRange<Value>

    init(wrappedValue: Value, _ range: ClosedRange<Value>) {
        self.range = range
        self.value = min(max(wrappedValue, range.lowerBound), range.upperBound)
    }

    var wrappedValue: Value {
        get { value }
        set { value = min(max(newValue, range.lowerBound), range.upperBound) }
    }
}

protocol Playable: AnyObject {
    associatedtype Source
    static var limit: Int { get }
    var title: String { get set }
    func play(at position: Double) async throws -> Bool
    init?(source: Source)
}

indirect enum Playlist: Equatable {
    case empty
    case track(name: String, length: Double = 0.5)
    case list([Playlist])

    var count: Int {
        switch self {
        case .empty: return 0
        case .track: return 1
        case let .list(items): return items.reduce(0) { $0 + $1.count }
        }
    }
}

enum Level: Int, CaseIterable {
    case low = 1, high
}

enum PlayerError: Error {
    case missing(String), busy
}

class Media {
    var title: String
    init(title: String) { self.title = title }
    deinit { print("gone") }
}

final class Song: Media, CustomStringConvertible {
    @Clamped(0...1) var volume: Double = 0.5
    lazy var words: [String] = title.split(separator: " ").map(String.init)
    weak var album: Media?
    static let shared = Song(title: "none")
    private(set) var plays = 0 {
        willSet { print(newValue) }
        didSet { if plays > 0xFF { plays = oldValue } }
    }

    override init(title: String) {
        super.init(title: title)
    }

    convenience init?(optional: String?) {
        guard let title = optional, !title.isEmpty else { return nil }
        self.init(title: title)
    }

    var description: String { "Song \(title) \(plays, default: 1)" }

    subscript(index: Int) -> Character? {
        return index < title.count ? Array(title)[index] : nil
    }

    @discardableResult
    func rate(_ stars: Int..., by user: String = "me") -> Int {
        defer { plays += 1 }
        return stars.max() ?? 0
    }
}

extension Array where Element == Song {
    mutating func sortByTitle() { sort { $0.title < $1.title } }
}

infix operator <~>: AdditionPrecedence
func <~> (left: Int, right: Int) -> Int { left &+ right }

func swapAll<T, U>(_ a: inout T, with b: U) -> some Equatable where T: Hashable, U: Collection, U.Element == T {
    for element in b where element != a { a = element }
    return 1
}

actor Counter {
    private var value = 0
    func next() -> Int { value += 1; return value }
}

@MainActor
func run(songs: [Song]) async throws -> (first: Song?, total: Int) {
    let counter = Counter()
    var total = 0b1010, mask: UInt8 = 0o17
    outer: for (index, song) in songs.enumerated() {
        if index == 3 && !(index != total) || mask & 1 == 0 { continue outer }
        if case .some(let album) = song.album { print(album.title) }
        else if let first = song[0] { print(first) } else { break outer }
    }
    while total < 100 { total = total << 1 | 1 }
    repeat { total -= 1 } while total > 50
    do {
        async let next = counter.next()
        total += try await Int(next)
        try JSONSerialization.jsonObject(with: Data())
    } catch PlayerError.missing(let name) where name.count > 2 {
        throw PlayerError.busy
    } catch is CancellationError {
        total = 0
    } catch {
        print(error.localizedDescription)
    }
    switch (total, platform) {
    case (0, _): fallthrough
    case (1..<10, "mac"): print("few")
    case let (x, y) where x > 10: print(x, y)
    default: break
    }
    let text = """
        Multi "line" \(total)
          text
        """
    let raw = #"raw \n "text""#
    let compose: (Int) -> Int = { [weak counter] (x: Int) -> Int in x % 3 + (counter == nil ? 1 : 0) }
    let dictionary: [String: Any?] = ["a": 1, "b": nil, text: raw]
    let sorted = songs.map(\.title).filter { $0.hasPrefix("a") }.sorted(by: >)
    let forced = (dictionary["a"] as? Int)! + (sorted as [Any]).count + compose(2)
    guard #available(macOS 12, *), forced > 0 else { fatalError("old") }
    if songs.isEmpty { return (nil, -1) }
    return (songs.first, total > 1 ? total <~> 2 : 0)
}
