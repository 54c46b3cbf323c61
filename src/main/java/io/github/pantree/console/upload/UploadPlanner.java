package io.github.pantree.console.upload;

import io.github.pantree.console.upload.Upload.Phase;
import io.github.pantree.console.upload.Upload.Planned;
import io.github.pantree.console.upload.UploadStore.Finding;
import io.github.pantree.provisioning.OpenMode;
import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.plan.PlanOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.support.Problem;
import io.github.pantree.support.Problem.Severity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plans uploads: stores the plan, its tree, and the problems of the manifest. */
record UploadPlanner(UploadStore store, UploadHome home) {

    /** Maximum number of problems on a page; the file has all of them. */
    private static final int SHOWN_PROBLEMS = 200;

    /** The numbers of problems, and of warnings and notes. */
    private record FindingCounts(long problems, long notes) {}

    /** Plans an upload when it is its turn. */
    void plan(Upload upload, UploadTask task) throws Exception {
        Map<String, String> settings = new LinkedHashMap<>(home.options());
        settings.put("pantree.out", store.folder(upload).toString());
        if (!upload.parent().isEmpty()) {
            settings.put("pantree.parent", upload.parent());
        }
        store.update(upload.id(), now -> now.in(Phase.PLANNING));
        home.use(OpenMode.PLAN, settings, task, provisioning -> plan(upload, provisioning));
    }

    private void plan(Upload upload, Provisioning provisioning) throws Exception {
        PlanOutcome plan = provisioning.plan(store.manifest(upload));
        boolean good = plan.end() == RunStatus.COMPLETED || plan.end() == RunStatus.DIFFERENCES;
        if (!good && plan.end() != RunStatus.INVALID_MANIFEST) {
            String why = store.withTitle(upload, String.valueOf(plan.reason()));
            store.update(upload.id(), now -> now.failed(why));
            return;
        }
        FindingCounts counts = saveFindings(upload, provisioning, plan);
        if (good) {
            provisioning.writeTree(plan, store.folder(upload));
        }
        store.update(
                upload.id(), now -> now.checked(counts.problems(), counts.notes(), good ? Planned.of(plan) : null));
    }

    private FindingCounts saveFindings(Upload upload, Provisioning provisioning, PlanOutcome plan) throws IOException {
        long[] counts = {0, 0};
        List<Finding> shown = new ArrayList<>();
        provisioning.forEachProblem(plan.manifest(), problem -> {
            counts[problem.severity() == Severity.PROBLEM ? 0 : 1]++;
            if (shown.size() < SHOWN_PROBLEMS) {
                shown.add(finding(upload, problem));
            }
        });
        store.saveFindings(upload, shown);
        return new FindingCounts(counts[0], counts[1]);
    }

    private static Finding finding(Upload upload, Problem problem) {
        return new Finding(
                problem.line(),
                problem.severity().label(),
                problem.what(),
                problem.value().equals(upload.file()) ? upload.title() : problem.value(),
                problem.rule(),
                problem.remedy());
    }
}
