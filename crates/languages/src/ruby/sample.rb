#!/usr/bin/env ruby
# frozen_string_literal: true
# A library catalogue: classes, modules, blocks, patterns, strings of every kind.

require "json"
require_relative 'helper'

=begin
A block comment
over lines.
=end

module Catalogue
  VERSION = "1.0"
  LIMITS = { small: 10, "big one": 1_000, 'old' => 0xFF, nil => 1.5e3 }.freeze
  WORDS = %w[one two three]
  SYMBOLS = %i[a b c]
  RATIO = 3r / 2i

  class Error < StandardError; end

  class Book
    include Comparable
    extend Enumerable
    attr_accessor :title, :year
    attr_reader :tags

    @@count = 0
    class << self
      def count = @@count

      private

      def reset!
        @@count = 0
      end
    end

    def initialize(title, year = 2000, *tags, publisher: nil, **options, &block)
      @title, @year = title, year
      @tags = tags || []
      @options = { publisher:, **options }
      @@count += 1
      instance_eval(&block) if block_given?
    end

    def <=>(other)
      year <=> other&.year
    end

    def [](index) = @tags[index]

    def old?
      @year < 1900 and not @year.zero?
    end

    def title=(value)
      raise ArgumentError, "empty title" if value.empty?
      @title = value
    end

    def to_s
      "#{@title} (#{@year})" ' and ' "more #{tags.map { |t| "<#{t}>" }.join(", ")}"
    end

    protected def secret; :hidden end

    alias name title
    undef_method :object_id rescue nil
  end

  def self.classify(value)
    case value
    when Integer, Float then "number"
    when /\A(?<year>\d{4})-\d+\z/i then $~[:year]
    when ->(v) { v.respond_to?(:each) }
      "list"
    else
      "other"
    end
  end

  def self.match(value)
    case value
    in { type: "book", title: String => title, **rest } if rest.empty?
      title
    in [Integer | Float => first, *others]
      first + others.sum
    in { name: nil } | nil
      nil
    in ^value
      value
    in x unless x == 1
      x
    end
  end
end

text = <<~TEXT
  Dear #{ENV.fetch("USER") { "reader" }},
    it's late.
TEXT
raw = <<-'RAW'
  no #{interpolation}
  RAW

books = [Catalogue::Book.new("Dune", 1965, :sf) { @year += 0 }]
books << Catalogue::Book.new('It\'s', publisher: "X")
books.each_with_index do |book, index; local|
  next if book.old?
  local = index.even? ? "even" : "odd"
  puts "#{index}: #{book} #{local}"
  redo if false
end

total = 0
until total >= 10
  total += 1
  break unless total != 5
end
while total > 0 do total -= 2 end
for i in 0...5 do total |= i << 1 end
begin
  total /= 0
  retry_count ||= 0
rescue ZeroDivisionError, TypeError => error
  retry_count += 1
  retry if retry_count < 3
  warn error.message
else
  puts :fine
ensure
  puts "done"
end

if total > 1 && !books.empty? || (total ^ 3) != ~1
  puts text, raw
elsif total =~ /x/ then puts %q(single 'quoted')
else
  puts %Q{double "#{total}"}, `ls`, %r{path/to}x
end

first, (second, *), *rest = 1, [2, 3, 4], 5
lambda = ->(x, y = 2, *) { x ** y % 3 }
square = proc { _1 * _1 }
p lambda.(2), lambda[3], square.call(4), ?a, :"quoted sym", 1..10, (1..), books.map(&:title)
$stdout.puts defined?(foo), __FILE__, __LINE__, self, true & false
def method_missing(name, ...) = respond_to?(name) ? send(name, ...) : super
puts [first, second, rest].flatten.sum.then { it + 1 } unless $PROGRAM_NAME.nil?
BEGIN { puts "start" }
END { puts "end" }
