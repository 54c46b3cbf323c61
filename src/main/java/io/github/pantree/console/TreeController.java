package io.github.pantree.console;

import io.github.pantree.console.upload.Upload;
import io.github.pantree.console.upload.UploadStore;
import io.github.pantree.folder.PlannedAction;
import io.github.pantree.provisioning.plan.PlanTree;
import io.github.pantree.provisioning.plan.PlanTree.Node;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Parts of a plan's tree: some children of one folder. */
@Controller
final class TreeController {

    private static final int PAGE = 100;

    private final UploadStore store;

    TreeController(UploadStore store) {
        this.store = store;
    }

    /**
     * A folder as a page shows it.
     *
     * @param action the key of what the plan does with it
     * @param href where its children are
     */
    record Branch(
            String name,
            String action,
            @Nullable Long line,
            @Nullable String dirId,
            @Nullable String message,
            int children,
            int created,
            int conflicts,
            String href) {}

    @GetMapping("/uploads/{id}/tree")
    String children(
            @PathVariable String id,
            @RequestParam(defaultValue = "0") int parent,
            @RequestParam(defaultValue = "0") int from,
            Model model)
            throws IOException {
        Upload upload = store.find(id).filter(one -> one.plan() != null).orElseThrow(NotThereException::new);
        addPage(model, store.tree(upload), upload, parent, from);
        return "tree :: branches";
    }

    static void addPage(Model model, PlanTree tree, Upload upload, int parent, int from) throws IOException {
        String address = "/uploads/" + upload.id() + "/tree?parent=";
        List<Branch> branches = tree.children(parent, from, PAGE).stream()
                .map(node -> branch(node, address + node.number()))
                .toList();
        int left = tree.childCount(parent) - Math.max(0, from) - branches.size();
        model.addAttribute("branches", branches);
        model.addAttribute("left", Math.max(0, left));
        model.addAttribute("more", address + parent + "&from=" + (Math.max(0L, from) + branches.size()));
    }

    private static Branch branch(Node node, String href) {
        return new Branch(
                UploadView.shown(node.name()),
                PlannedAction.of(node.state()).label(),
                node.line(),
                node.dirId(),
                UploadView.sentence(node.message()),
                node.children(),
                node.created(),
                node.conflicts(),
                href);
    }
}
