// oneDNN 2.x as a peer: LSTM forward, forward with backward, and single steps. See PeerProcess.cs for the lines.
// Weights are brought into the layout the library likes best before the clock runs, as an application would do once.
#include <chrono>
#include <cmath>
#include <dnnl.hpp>
#include <iostream>
#include <map>
#include <memory>
#include <random>
#include <sstream>
#include <string>
#include <vector>

using namespace dnnl;
using tag = memory::format_tag;

static engine cpu(engine::kind::cpu, 0);
static stream run_stream(cpu);

static memory::desc plain(const memory::dims &dims, tag format) { return {dims, memory::data_type::f32, format}; }

static memory::desc any(const memory::dims &dims) { return plain(dims, tag::any); }

// Memory of any layout, filled through a plain one with values in [-bound, bound].
static memory filled(const memory::desc &desc, tag format, float bound) {
    memory::desc source_desc = plain(desc.dims(), format);
    memory source(source_desc, cpu), target(desc, cpu);
    static std::mt19937 random(1);
    std::uniform_real_distribution<float> uniform(-bound, bound);
    float *data = static_cast<float *>(source.get_data_handle());
    for (size_t i = 0; i < source_desc.get_size() / sizeof(float); i++) data[i] = uniform(random);
    reorder(source, target).execute(run_stream, source, target);
    run_stream.wait();
    return target;
}

static memory empty(const memory::desc &desc) { return memory(desc, cpu); }

struct Work {
    primitive forward, backward;
    std::unordered_map<int, memory> forward_args, backward_args;
    bool trains = false;

    Work(const std::string &mode, int B, int T, int I, int H) {
        trains = mode == "train";
        bool steps = mode == "step";
        float bound = 1.0f / std::sqrt(float(H));
        memory::desc x = plain({T, B, I}, tag::tnc), y = plain({T, B, H}, tag::tnc), bias = plain({1, 1, 4, H}, tag::ldgo);
        memory::desc state = plain({1, 1, B, H}, tag::ldnc), none, carried = steps ? state : none;
        memory::desc w = any({1, 1, I, 4, H}), u = any({1, 1, H, 4, H});
        lstm_forward::desc desc(trains ? prop_kind::forward_training : prop_kind::forward_inference,
                rnn_direction::unidirectional_left2right, x, carried, carried, w, u, bias, y, carried, carried);
        lstm_forward::primitive_desc pd(desc, cpu);
        memory mx = filled(x, tag::tnc, 1), my = empty(y), mb = filled(bias, tag::ldgo, bound);
        memory plain_w = filled(plain({1, 1, I, 4, H}, tag::ldigo), tag::ldigo, bound), plain_u = filled(plain({1, 1, H, 4, H}, tag::ldigo), tag::ldigo, bound);
        forward_args = {{DNNL_ARG_SRC_LAYER, mx}, {DNNL_ARG_WEIGHTS_LAYER, packed(plain_w, pd.weights_layer_desc())},
                {DNNL_ARG_WEIGHTS_ITER, packed(plain_u, pd.weights_iter_desc())}, {DNNL_ARG_BIAS, mb}, {DNNL_ARG_DST_LAYER, my}};
        if (steps) {
            // The state is read from one place and written to another, as the library asks.
            memory h = filled(state, tag::ldnc, 0.5f), c = filled(state, tag::ldnc, 0.5f);
            forward_args.insert({{DNNL_ARG_SRC_ITER, h}, {DNNL_ARG_SRC_ITER_C, c}, {DNNL_ARG_DST_ITER, empty(state)}, {DNNL_ARG_DST_ITER_C, empty(state)}});
        }
        forward = lstm_forward(pd);
        if (!trains) return;

        memory workspace = empty(pd.workspace_desc());
        forward_args[DNNL_ARG_WORKSPACE] = workspace;
        lstm_backward::desc back(prop_kind::backward, rnn_direction::unidirectional_left2right, x, none, none, w, u, bias, y, none, none,
                x, none, none, w, u, bias, y, none, none);
        lstm_backward::primitive_desc bpd(back, cpu, pd);
        backward_args = {{DNNL_ARG_SRC_LAYER, mx}, {DNNL_ARG_WEIGHTS_LAYER, packed(plain_w, bpd.weights_layer_desc())},
                {DNNL_ARG_WEIGHTS_ITER, packed(plain_u, bpd.weights_iter_desc())}, {DNNL_ARG_BIAS, mb}, {DNNL_ARG_DST_LAYER, my},
                {DNNL_ARG_WORKSPACE, workspace}, {DNNL_ARG_DIFF_SRC_LAYER, empty(bpd.diff_src_layer_desc())},
                {DNNL_ARG_DIFF_WEIGHTS_LAYER, zeros(bpd.diff_weights_layer_desc())}, {DNNL_ARG_DIFF_WEIGHTS_ITER, zeros(bpd.diff_weights_iter_desc())},
                {DNNL_ARG_DIFF_BIAS, zeros(bpd.diff_bias_desc())}, {DNNL_ARG_DIFF_DST_LAYER, filled(y, tag::tnc, 1)}};
        backward = lstm_backward(bpd);
    }

    double run(int count) {
        auto start = std::chrono::steady_clock::now();
        for (int i = 0; i < count; i++) {
            forward.execute(run_stream, forward_args);
            if (trains) backward.execute(run_stream, backward_args);
            run_stream.wait();
        }
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }

    static memory packed(memory &source, const memory::desc &desc) {
        memory target(desc, cpu);
        reorder(source, target).execute(run_stream, source, target);
        run_stream.wait();
        return target;
    }

    static memory zeros(const memory::desc &desc) {
        memory target(desc, cpu);
        std::fill_n(static_cast<char *>(target.get_data_handle()), desc.get_size(), 0);
        return target;
    }
};

int main() {
    std::map<int, std::unique_ptr<Work>> works;
    const version_t *version = dnnl::version();
    std::cout << "ok oneDNN " << version->major << '.' << version->minor << '.' << version->patch << std::endl;
    for (std::string line; std::getline(std::cin, line);) {
        std::istringstream words(line);
        std::string verb, mode;
        int id = 0, b = 0, t = 0, i = 0, h = 0, count = 0;
        words >> verb >> id;
        try {
            if (verb == "open") {
                words >> mode >> b >> t >> i >> h;
                works[id] = std::make_unique<Work>(mode, b, t, i, h);
                std::cout << "ok" << std::endl;
            } else if (verb == "run") {
                words >> count;
                std::cout << "ok " << works.at(id)->run(count) << std::endl;
            } else {
                works.erase(id);
                std::cout << "ok" << std::endl;
            }
        } catch (const std::exception &failure) {
            std::cout << "error " << failure.what() << std::endl;
        }
    }
}
