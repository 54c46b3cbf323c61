package io.github.pantree.property;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Damages files, depending on a seed. */
final class Mutations {

    /** Typical content of hostile or damaged files. */
    private static final List<byte[]> MORSELS = List.of(
            bytes("\""),
            bytes("\"\"\""),
            bytes("\r"),
            bytes("\n\n"),
            bytes(","),
            bytes(";;;;"),
            bytes("\t"),
            bytes("\\"),
            bytes("//"),
            bytes("/../"),
            bytes("=HYPERLINK(\"http://x\")"),
            bytes("+1"),
            bytes("锟斤拷"),
            bytes("\u202e"),
            bytes("\ufeff"),
            bytes("\u0000"),
            bytes("path"),
            bytes("key,parent_key,name"),
            bytes("<!DOCTYPE x [<!ENTITY a \"b\">]>"),
            bytes("</row>"),
            new byte[] {(byte) 0xFF, (byte) 0xFE},
            new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            new byte[] {(byte) 0xD8, 0},
            new byte[] {0, (byte) 0xDC},
            new byte[] {(byte) 0x81},
            new byte[64]);

    private final Random random;

    Mutations(Random random) {
        this.random = random;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Makes a few changes to a file; for an archive, in half of the cases, to a compressed entry. */
    byte[] of(byte[] file) throws IOException {
        boolean archive = file.length > 1 && file[0] == 'P' && file[1] == 'K';
        if (archive && random.nextBoolean()) {
            return packed(file);
        }
        byte[] spoilt = file;
        for (int i = random.nextInt(4); i >= 0; i--) {
            spoilt = once(spoilt);
        }
        return spoilt;
    }

    private byte[] packed(byte[] file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(file));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(random.nextInt(4) == 0 ? once(content) : content);
            }
        }
        return bytes.toByteArray();
    }

    private byte[] once(byte[] file) {
        int at = random.nextInt(file.length + 1);
        int end = Math.min(file.length, at + random.nextInt(40));
        return switch (random.nextInt(6)) {
            case 0 -> joined(file, at, MORSELS.get(random.nextInt(MORSELS.size())), at);
            case 1 -> joined(file, at, new byte[0], end);
            case 2 -> joined(file, at, Arrays.copyOfRange(file, at, end), at);
            case 3 -> joined(file, at, noise(random.nextInt(40)), end);
            case 4 -> Arrays.copyOf(file, at);
            default -> flipped(file, at);
        };
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private byte[] flipped(byte[] file, int at) {
        byte[] flipped = file.clone();
        if (at < file.length) {
            flipped[at] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private static byte[] joined(byte[] file, int to, byte[] between, int from) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(file, 0, to);
        joined.writeBytes(between);
        joined.write(file, from, file.length - from);
        return joined.toByteArray();
    }
}
