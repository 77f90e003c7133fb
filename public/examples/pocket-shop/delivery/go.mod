module example.org/pocketshop/delivery

go 1.23
