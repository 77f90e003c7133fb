# A small stock of goods, kept in memory.
#= Everything that a shop asks of it,
   #= and some that nobody asks, =#
   is here. =#
module Stock

using Dates
using Printf: @printf, @sprintf
using LinearAlgebra as LA
import Base: show, +, getindex
import JSON, HTTP
import ..Shop.Orders

export Item, Store, total, report!

abstract type Thing end
abstract type Good <: Thing end
primitive type Code 32 end

const LIMIT = 1_000
const RATES = Dict("eur" => 1.0, "usd" => 1.08e0, :gbp => 0.86)
global count = 0

"""
    Item(name, price)

One thing that is sold.
"""
struct Item{T<:Real} <: Good
    name::String
    price::T
    tags::Vector{Symbol}
    Item{T}(name, price) where {T<:Real} = new{T}(name, price, Symbol[])
end

mutable struct Store
    items::Dict{String,Item}
    opened
end

Item(name::AbstractString, price::T) where T = Item{T}(name, price)
Store() = Store(Dict{String,Item}(), now())

show(io::IO, item::Item) = print(io, "$(item.name): $(item.price)")
+(a::Item, b::Item) = a.price + b.price

function add!(store::Store, item::Item; replace::Bool=false, tags...)
    if haskey(store.items, item.name) && !replace
        throw(ArgumentError("there is a $(item.name) already"))
    elseif length(store.items) >= LIMIT
        @warn "the store is full" item.name LIMIT
        return nothing
    else
        store.items[item.name] = item
    end
    for (key, value) in tags, _ in 1:1
        push!(item.tags, key)
    end
    store
end

function total(store::Store, rate=1.0)::Float64
    sum = 0.0
    for item in values(store.items)
        item.price ≤ 0 && continue
        sum += item.price * rate
    end
    return sum
end

macro twice(expression)
    quote
        $(esc(expression))
        $(esc(expression))
    end
end

function load(path::String, stores...)
    try
        open(path) do file
            for line in eachline(file)
                name, price = split(line, ',')
                add!(stores[1], Item(strip(name), parse(Float64, price)))
            end
        end
    catch error
        isa(error, SystemError) || rethrow()
        println("cannot read `$path`")
    finally
        global count += 1
    end
end

names(store) = [item.name for item in values(store.items) if item.price > 1]
squares = map(x -> x^2, 1:2:10)
cubes = (x^3 for x in squares)
matrix = [1 2; 3 4]
turned = matrix'
column = matrix[:, end]
parts = 2column .+ sin.(column)

function report!(store; to=stdout)
    while !isempty(store.items)
        key, item = pop!(store.items)
        word = item.price > 100 ? "dear" : "cheap"
        @printf(to, "%s is %s\n", key, word)
        key == "last" && break
    end
    let total = 0, limit = LIMIT
        total += limit >> 2
        total & 0xff == 0b11 || return total
    end
    pattern = r"^[a-z]+$"i
    raw = raw"C:\temp"
    letter = 'x'
    command = `ls -l $raw`
    run(pipeline(command, `sort`))
    names(store) |> sort |> first
end

@twice println("done")

end # module
