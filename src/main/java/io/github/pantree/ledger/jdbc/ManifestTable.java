package io.github.pantree.ledger.jdbc;

import io.github.pantree.ledger.ManifestFormat;
import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.support.CellCodec;
import io.github.pantree.support.CsvFormat;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** The manifests: their identity and format. */
record ManifestTable(JdbcTemplate jdbc, Dialect dialect) {

    long register(ProvisioningTarget target, String account) {
        long manifest = find(jdbc, target, account).orElseGet(() -> {
            jdbc.update(
                    "insert into manifest (content_hash, base_url, parent_dir_id, account) values (?, ?, ?, ?)",
                    target.contentHash(),
                    target.baseUrl(),
                    target.parent().value(),
                    account);
            return find(jdbc, target, account).orElseThrow();
        });
        jdbc.update("update manifest set account = ? where id = ? and account is null", account, manifest);
        return manifest;
    }

    /** The account's manifest or, without one, a manifest whose account is unknown. */
    static Optional<Long> find(JdbcTemplate jdbc, ProvisioningTarget target, String account) {
        return jdbc
                .queryForList(
                        "select id from manifest where content_hash = ? and base_url = ? and parent_dir_id = ?"
                                + " and (account = ? or account is null)"
                                + " order by account nulls last fetch first 1 rows only",
                        Long.class,
                        target.contentHash(),
                        target.baseUrl(),
                        target.parent().value(),
                        account)
                .stream()
                .findFirst();
    }

    boolean isResolved(long manifest) {
        return Boolean.TRUE.equals(
                jdbc.queryForObject("select resolved from manifest where id = ?", Boolean.class, manifest));
    }

    void saveFormat(long manifest, ManifestFormat format) {
        jdbc.update(
                "update manifest set header = ?, own_columns = ?, keyed = ?, parent_column = ?, encoding = ?,"
                        + " byte_order_mark = ?, delimiter = ? where id = ?",
                dialect.text(CellCodec.encode(format.header())),
                CellCodec.encode(format.own().stream().map(String::valueOf).toList()),
                format.keyed(),
                format.parentColumn(),
                format.csv().encoding(),
                format.csv().byteOrderMark(),
                format.csv().delimiter(),
                manifest);
    }

    ManifestFormat format(long manifest) {
        return jdbc.query(
                        "select header, own_columns, keyed, parent_column, encoding, byte_order_mark, delimiter"
                                + " from manifest where id = ?",
                        (rs, i) -> new ManifestFormat(
                                CellCodec.decode(rs.getString(1)),
                                CellCodec.decode(rs.getString(2)).stream()
                                        .map(Integer::valueOf)
                                        .toList(),
                                rs.getBoolean(3),
                                rs.getInt(4),
                                new CsvFormat(rs.getString(5), rs.getBoolean(6), rs.getString(7))),
                        manifest)
                .get(0);
    }

    /** The cell with the key of a row's parent; 0 before the format is known. */
    int parentColumn(long manifest) {
        Integer column =
                jdbc.queryForObject("select parent_column from manifest where id = ?", Integer.class, manifest);
        return column == null ? 0 : column;
    }
}
