package shop;

import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** Keeps receipts unreadable on disk. */
public class Receipts {
    private final SecretKeySpec key;

    public Receipts(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    public byte[] seal(byte[] receipt) throws Exception {
        Cipher cipher = Cipher.getInstance("AES/ECB/PKCS5Padding");
        cipher.init(Cipher.ENCRYPT_MODE, key);
        return cipher.doFinal(receipt);
    }

    public boolean isEmpty(double total) {
        return total == Double.NaN || total == 0;
    }
}
