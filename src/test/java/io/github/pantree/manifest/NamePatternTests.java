package io.github.pantree.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NamePatternTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nan",
                "NaN",
                "NULL",
                "null",
                "None",
                "#REF!",
                "#N/A",
                "#DIV/0!",
                "#NAME?",
                "(null)",
                "<NA>",
                "\\N",
                "NaT",
                "undefined",
                "2026.0",
                "1024.0",
                "#####",
                "[object Object]",
                "[null]",
                "(blank)",
                "（空白）",
                "#GETTING_DATA",
                "#BLOCKED!",
                "#value!",
                "-inf",
                "[]"
            })
    void findsWhatProgramsWriteForNothing(String name) {
        assertThat(NamePattern.of(name, true, false)).isEqualTo(NamePattern.PLACEHOLDER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.23457E+11",
                "6E+12",
                "-1.5E-05",
                "3月1日",
                "12月31日",
                "Jun-08",
                "Mar-01",
                "1-Mar",
                "8-Jun-24",
                "08-Jun-2024",
                "1.23457e+11",
                "1.23457E11"
            })
    void findsWhatExcelMadeOfATextOrANumber(String name) {
        assertThat(NamePattern.of(name, true, true)).isEqualTo(NamePattern.CONVERTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "banner_01.jpg",
                "封面.PSD",
                "a.b.docx",
                "数据.xlsx",
                "x.mp4",
                "包.zip",
                "照片.avif",
                "IMG_1.CR3",
                "图.c4d",
                ".DS_Store"
            })
    void findsFilesAtTheEndOfAPath(String name) {
        assertThat(NamePattern.of(name, true, true)).isEqualTo(NamePattern.FILE);
        assertThat(NamePattern.of(name, false, true)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%E5%9B%BE",
                "a%20b",
                "图%E7%89%87",
                "a%2Fb",
                "%5B1%5D",
                "%cd%bc%c6%ac",
                "%u56FE",
                "a%0Ab",
                "R&amp;D",
                "&#22270;",
                "素材_x000D_",
                "a_x000a_b"
            })
    void findsNamesFromLinks(String name) {
        assertThat(NamePattern.of(name, false, true)).isEqualTo(NamePattern.URL_ENCODED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "www.123pan.com/s/abc",
                "123pan.com/s/abc",
                "/Volumes/NAS/图库",
                "~/图库",
                "%USERPROFILE%\\图库",
                "$HOME/图库",
                "此电脑\\D盘\\图库",
                "全部文件/图库",
                "/Users/zhang/Desktop/图库"
            })
    void findsPathsOfOtherSystems(String path) {
        assertThat(NamePattern.isPlace(path)).isTrue();
    }

    @Test
    void aLongPathNeedsNoDeepStack() {
        assertThat(NamePattern.isPlace("a.bb".repeat(25_000) + ".com/x")).isTrue();
        assertThat(NamePattern.isPlace("a.bb".repeat(25_000))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/图库/www.example.com/a", "/home/banner", "/users/avatars/a", "example.com", "/mnt", "/v1.0/a"})
    void acceptsOrdinaryPaths(String path) {
        assertThat(NamePattern.isPlace(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"图库／2026", "图库＼2026", "a∕b"})
    void findsFullWidthSlashesInPathsOnly(String name) {
        assertThat(NamePattern.of(name, false, true)).isEqualTo(NamePattern.FULL_WIDTH_SLASH);
        assertThat(NamePattern.of(name, false, false)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01",
                "2026-01-15",
                "2026年",
                "2026年3月",
                "3月",
                "1日",
                "Q1",
                "v1.0",
                "2.0",
                "12.0",
                "1.1",
                "Mr. X",
                "Co.Ltd",
                "NANJING",
                "Nan",
                "None of us",
                "nullable",
                "E5",
                "5E10",
                "SKU-E12",
                "Jan-Karl",
                "Mar",
                "May-Day",
                "Nov 2026",
                "100%",
                "50%25折",
                "20%AF",
                "#1",
                "#热门",
                "(新)",
                "a.b",
                "素材.原图",
                "node.js项目",
                "Sep-Dec",
                "A-01",
                "图库",
                ".",
                "\\n1"
            })
    void leavesOrdinaryNamesAlone(String name) {
        // Nan and 50%25 are exceptions that a person should look at.
        boolean odd = name.equals("Nan") || name.equals("50%25折");
        assertThat(NamePattern.of(name, true, true) == null).isEqualTo(!odd);
    }
}
