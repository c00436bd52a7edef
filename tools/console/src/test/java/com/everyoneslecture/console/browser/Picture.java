package com.everyoneslecture.console.browser;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** A screenshot in its 256 most frequent colours, which does not visibly change a page, and needs a third of the bytes. */
final class Picture {

    private static final int COLOURS = 256;
    private static final int OPAQUE = 0xFF000000;

    private Picture() {}

    static void write(byte[] screenshot, Path file) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(screenshot));
        int[] palette = mostFrequent(image);
        BufferedImage small = new BufferedImage(
                image.getWidth(),
                image.getHeight(),
                BufferedImage.TYPE_BYTE_INDEXED,
                new IndexColorModel(8, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE));
        Map<Integer, Integer> nearest = new HashMap<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int index = nearest.computeIfAbsent(image.getRGB(x, y), colour -> nearest(palette, colour));
                small.getRaster().setSample(x, y, 0, index);
            }
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        ImageIO.write(small, "png", file.toFile());
    }

    private static int[] mostFrequent(BufferedImage image) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                counts.merge(image.getRGB(x, y) | OPAQUE, 1, Integer::sum);
            }
        }
        List<Integer> colours = counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder()))
                .limit(COLOURS)
                .map(Map.Entry::getKey)
                .toList();
        return colours.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int nearest(int[] palette, int colour) {
        int best = 0;
        for (int index = 1; index < palette.length; index++) {
            if (distance(palette[index], colour) < distance(palette[best], colour)) {
                best = index;
            }
        }
        return best;
    }

    private static int distance(int one, int two) {
        int red = (one >> 16 & 0xFF) - (two >> 16 & 0xFF);
        int green = (one >> 8 & 0xFF) - (two >> 8 & 0xFF);
        int blue = (one & 0xFF) - (two & 0xFF);
        return red * red + green * green + blue * blue;
    }
}
