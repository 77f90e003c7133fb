package shop;

import java.util.concurrent.BlockingQueue;

/** Packs shipments as they come in. */
public class Packer implements Runnable {
    private final BlockingQueue<Shipment> queue;
    private final String lock = "packer";

    public Packer(BlockingQueue<Shipment> queue) {
        this.queue = queue;
    }

    public void start() {
        Thread worker = new Thread(this);
        worker.run();
    }

    @Override
    public void run() {
        while (true) {
            try {
                pack(queue.take());
            } catch (InterruptedException stop) {
            } catch (RuntimeException failed) {
                failed.printStackTrace();
            }
        }
    }

    private boolean pack(Shipment shipment) {
        synchronized ("packer") {
            try {
                return shipment.isPacked();
            } finally {
                return true;
            }
        }
    }
}
