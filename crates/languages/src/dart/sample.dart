#!/usr/bin/env dart
// A weather client: classes, mixins, extensions, records, patterns, async and streams.
library weather;

import 'dart:async';
import 'dart:convert' as convert show jsonDecode, utf8;
import 'package:http/http.dart' deferred as http hide Client;
export 'src/station.dart';
part 'weather.g.dart';

/// The limit of readings.
const int limit = 0xFF;
final List<String> names = const ['a', "b", r'raw\n', '''multi
line''', "it's ${limit + 1} and $limit"];
late final double rate;
var nothing, mixed = 1.5e-3;
typedef Handler<T> = FutureOr<void> Function(T value, {required int count});
typedef int Compare(int a, int b);

/* An enhanced enum */
enum Level implements Comparable<Level> {
  low(1),
  high(2, label: 'High');

  const Level(this.weight, {this.label = ''});
  final int weight;
  final String label;

  @override
  int compareTo(Level other) => weight - other.weight;
}

enum Simple { one, two }

abstract interface class Store<K extends Object, V> {
  V? operator [](K key);
  void operator []=(K key, V value);
  Future<void> save();
  int get length;
}

mixin Logs on Object {
  final _lines = <String>[];
  void log(Object? line) => _lines.add('$line');
}

sealed class Shape {}

final class Circle extends Shape {
  Circle(this.radius);
  final double radius;
}

class Square extends Shape {
  final double side;
  Square({required this.side});
}

@immutable
class Station with Logs implements Store<String, double> {
  Station(this.name, [this._count = 0, int? extra])
      : assert(name != ''),
        id = extra ?? 1,
        super();
  Station.named({required this.name}) : id = 0;
  Station.redirect(String name) : this(name, 1);
  factory Station.parse(String text) {
    return text.isEmpty ? Station.named(name: 'none') : Station(text);
  }
  const factory Station.other() = OtherStation;

  static int instances = 0;
  final String name;
  final int id;
  int _count = 0;
  final Map<String, double> _readings = {'a': 1.0, if (limit > 3) 'b': 2.0, ...?null};
  Set<int> get numbers => {for (var i = 0; i < 3; i++) i * i, ...[4, 5]};
  set count(int value) => _count = value;

  @override
  int get length => _readings.length;

  @override
  double? operator [](String key) => _readings[key];

  @override
  void operator []=(String key, double value) {
    _readings[key] = value;
    _count++;
  }

  @override
  Future<void> save() async {
    await Future.delayed(const Duration(seconds: 1));
    log(#symbol);
  }

  @override
  bool operator ==(Object other) => other is Station && other.name == name;

  @override
  int get hashCode => Object.hash(name, id);
}

extension Shouting on String {
  String shout({int times = 1}) => toUpperCase() + '!' * times;
}

Stream<int> count(int to) async* {
  for (var i = 0; i < to; ++i) {
    yield i;
  }
  yield* Stream.value(to);
}

Iterable<int> lazily(int n) sync* {
  while (n > 0) yield n--;
}

double area(Shape shape) => switch (shape) {
      Circle(radius: final r) when r > 0 => 3.14 * r * r,
      Circle() => 0,
      Square(:var side) => side * side,
    };

(int, {String name}) pair<T extends num>(T value) => (value.toInt(), name: '$value');

Future<int> main(List<String> arguments) async {
  final station = Station.parse(arguments.first)
    ..log('started')
    ..['wind'] = 3.5;
  var (number, name: label) = pair(2.5);
  outer:
  for (final argument in arguments) {
    if (argument case 'stop' || 'end') break outer;
    if (argument.length > 3 && !(argument != 'x') || number ~/ 2 == 1) continue outer;
  }
  await for (final n in count(3)) {
    number += n;
    number <<= 1;
    number ??= ~n & 3 | 4 ^ 1;
  }
  do {
    number -= 1;
  } while (number > 100);
  switch (number) {
    case 1:
    case 2:
      print('few');
      break;
    case > 3 && < 10:
      print('some');
    default:
      throw StateError('many');
  }
  try {
    final data = convert.jsonDecode('{"a": [1, null]}') as Map<String, dynamic>;
    print(data['a']?[0] ?? label.shout(times: 2));
  } on FormatException catch (error, stack) {
    print('$error $stack');
    rethrow;
  } catch (e) {
    print(e is! Error);
  } finally {
    station.count = 0;
  }
  final compose = (int Function(int) f) => (int x) => f(x) % 3;
  int local(int a, [int b = 1]) => a + b;
  print(compose(local)(1) + (station['wind']!.round()));
  return number > 0 ? 0 : 1;
}
