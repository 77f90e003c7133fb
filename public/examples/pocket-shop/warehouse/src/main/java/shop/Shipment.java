package shop;

import java.math.BigDecimal;
import java.text.SimpleDateFormat;
import java.util.Date;
import java.util.List;

/** A parcel on its way to a customer. */
public class Shipment {
    private static final SimpleDateFormat DAY = new SimpleDateFormat("yyyy-MM-dd");

    private final String number;
    private final List<String> items;
    private String state = "packed";

    public Shipment(String number, List<String> items) {
        this.number = number;
        this.items = items;
    }

    public boolean isPacked() {
        return state == "packed";
    }

    public String label(Date day) {
        String text = "";
        for (String item : items) {
            text += item + ", ";
        }
        text.trim();
        return DAY.format(day) + " " + text;
    }

    public BigDecimal postage() {
        return new BigDecimal(0.1).multiply(BigDecimal.valueOf(items.size()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shipment && ((Shipment) other).number.equals(number);
    }
}
