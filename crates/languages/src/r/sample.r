# What a shop sold, read from a file, summed up and drawn.

library(dplyr)
library("ggplot2")
require(stats, quietly = TRUE)

limit <- 1000L
rates <- c(eur = 1.0, usd = 1.08, gbp = 8.6e-1)
0.19 -> tax
names(rates)[2] = "dollar"
mask <- 0xFF
wave <- 2i
nothing <- NULL
missing_value <- NA_character_

# Reads one file of sales.
read_sales <- function(path, sep = ",", ..., strict = FALSE) {
  if (!file.exists(path)) {
    stop("there is no file ", path, call. = FALSE)
  } else if (strict && file.size(path) == 0) {
    warning('the file is empty')
    return(NULL)
  } else {
    message("reading ", path)
  }
  lines <- readLines(path, ...)
  parts <- strsplit(lines, sep, fixed = TRUE)
  sales <- data.frame(
    name = vapply(parts, `[`, character(1), 1),
    price = as.numeric(vapply(parts, function(part) part[[2]], "")),
    stringsAsFactors = FALSE
  )
  sales
}

total <- function(sales, rate = 1) {
  sum <- 0
  for (row in seq_len(nrow(sales))) {
    price <- sales$price[row]
    if (is.na(price)) next
    if (price < 0) break
    sum <- sum + price * rate
  }
  sum
}

squares <- sapply(1:10, \(x) x^2)
odd <- squares[squares %% 2 == 1]
halves <- squares %/% 2
inside <- 4 %in% squares
text <- r"(C:\temp)"
quoted <- 'it is "here"'
escaped <- "a\tb\u00e9\\"

countdown <- function(from) {
  while (from > 0) {
    from <- from - 1
  }
  repeat {
    from <- from + 1
    if (from >= 3 || from == Inf) break
  }
  invisible(from)
}

by_name <- function(sales) {
  sales |>
    group_by(name) |>
    summarise(total = sum(price), n = n()) |>
    arrange(desc(total))
}

model <- lm(price ~ name + log(count), data = sales)
summary(model)$r.squared

counter <- function() {
  count <- 0
  function() {
    count <<- count + 1
    count
  }
}

next_id <- counter()
next_id()

result <- tryCatch({
  read_sales("sales.csv")
}, error = function(e) {
  message("failed: ", conditionMessage(e))
  NULL
}, finally = {
  cat("done\n")
})

setClass("Item", representation(name = "character", price = "numeric"))
item <- new("Item", name = "pen", price = 1.5)
item@price <- 2.5
isVirtualClass("Item")

matrix(1:6, nrow = 2)[, 2]
list(a = 1, b = list(c = 2))[["b"]]$c
stats::sd(squares, na.rm = T)
base:::print.default(-squares)
!TRUE & FALSE | TRUE

switch(item@name,
  pen = "writes",
  book = "is read",
  "is unknown"
)

pick <- if (limit > 10L) "many" else "few"
`odd name` <- 1
f <- function(x, y) NULL
f(x = 1, y = )
for (name in names(rates)) cat(name, rates[[name]], "\n")
