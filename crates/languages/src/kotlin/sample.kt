#!/usr/bin/env kotlin
@file:JvmName("Sample")

package com.example.weather

import kotlinx.coroutines.*
import kotlin.math.PI as Circle

/** Weather stations: classes, sealed types, extensions, lambdas, coroutines. */
typealias Handler<T> = suspend (T, Int) -> Unit

const val LIMIT = 1_000L
private val hex = 0xFF + 0b1010
lateinit var station: Station

annotation class Audit(val value: String = "", vararg val levels: Int)

enum class Level(val weight: Int) {
    LOW(1) {
        override fun next() = HIGH
    },
    HIGH(2) {
        override fun next() = LOW
    };

    abstract fun next(): Level
}

sealed interface Reading {
    data class Wind(val speed: Double, val from: String = "N") : Reading
    data object Calm : Reading
}

interface Named {
    val name: String
        get() = "unnamed"

    fun describe(): String = "I am $name"
}

@Audit("station", levels = [1, 2])
abstract class Base<out T : Any, in R>(protected val id: Int) where R : Comparable<R> {
    abstract fun latest(): T?
    open fun accept(value: R) {}
}

class Station(
    override val name: String,
    private val readings: MutableList<Reading> = mutableListOf(),
    id: Int = 0,
) : Base<Reading, String>(id), Named {
    var count: Int = 0
        private set(value) {
            require(value >= 0) { "negative: $value" }
            field = value
        }

    val average by lazy { readings.size / 2.0 }

    init {
        count++
    }

    constructor(name: String, first: Reading) : this(name) {
        readings += first
    }

    override fun latest(): Reading? = readings.lastOrNull()

    operator fun get(index: Int) = readings[index]

    infix fun merge(other: Station): Station {
        readings.addAll(other.readings)
        return this@Station
    }

    companion object Factory {
        @JvmStatic
        fun create(vararg names: String) = names.map { Station(it) }
    }

    inner class Sensor(val kind: String)
}

object Registry : Named {
    private val all = HashMap<String, Station>()
    operator fun plusAssign(station: Station) { all[station.name] = station }
}

fun String.shout(times: Int = 1): String = uppercase() + "!".repeat(times)

inline fun <reified T> Iterable<*>.only(crossinline test: (T) -> Boolean): List<T> =
    filterIsInstance<T>().filter { test(it) }

tailrec fun factorial(n: Long, result: Long = 1): Long = if (n <= 1) result else factorial(n - 1, n * result)

fun classify(value: Any?): String = when (value) {
    null -> "none"
    is Reading.Wind -> "wind ${value.speed} from ${value.from.lowercase()}"
    in 1..9, !in listOf(20) -> "number"
    "a", 'b' -> "letter"
    else -> {
        val text = value as? String ?: return "other"
        text
    }
}

suspend fun run(stations: List<Station>) = coroutineScope {
    val jobs = stations.map { station ->
        async(Dispatchers.Default) { station.latest() }
    }
    outer@ for ((index, job) in jobs.withIndex()) {
        for (i in 10 downTo 0 step 2) {
            if (i == index && !job.isActive) continue@outer
            if (i < index || i != 3) break@outer
        }
    }
    var total = 0
    do {
        total += 1
        total = total shl 1 or 3 and 7.inv()
    } while (total < 100)
    while (true) {
        if (total-- <= 0) break
    }
    try {
        val wind = Reading.Wind(1.5e-3, from = "S").copy(speed = 2f.toDouble())
        val (speed, from) = wind
        println("""raw "$from" \n $speed""".trimIndent())
    } catch (e: IllegalStateException) {
        throw RuntimeException("bad", e)
    } finally {
        Registry += stations.first()
    }
    val anonymous = object : Named {
        override val name = "anonymous"
    }
    val compose: (Int) -> Int = fun(x: Int): Int { return x % 3 }
    val length = String::length
    val label = if (total > 0) "some" else "none"
    when {
        total > 5 -> println(label)
        else -> println(anonymous.describe() + compose(1) + length("x"))
    }
    stations[0].name.takeIf { it.isNotEmpty() }?.let { println(it.shout(2)) } ?: error("no name")
    with(stations[0]) { this merge stations[1] }
    listOf(1, 2, 3).fold(0) { sum, n -> sum + n }!!
}
