package dev.parley.knowledge;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/// The sentence embedding model all-MiniLM-L6-v2 (quantized, English, 384 dimensions) from the class path. Thread-safe.
///
/// Making one loads a native library and the model, so nothing but `LazyEmbedder` refers to this class.
final class MiniLm implements AutoCloseable {
    private static final String MODEL = "/all-minilm-l6-v2-q.onnx";
    /// Enough for the longest passage in ordinary words; the model was trained on 256 and cannot take more than 512.
    private static final int MOST_TOKENS = 384;

    private final WordPieces tokenizer = new WordPieces();
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    /// @throws IOException if the model cannot be loaded
    MiniLm() throws IOException {
        try (var model = MiniLm.class.getResourceAsStream(MODEL); var options = new OrtSession.SessionOptions()) {
            if (model == null) {
                throw new IOException(MODEL + " is not on the class path");
            }
            // The library's own threads would spin between calls and compete with the server for its cores.
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setCPUArenaAllocator(false);
            session = environment.createSession(model.readAllBytes(), options);
        } catch (OrtException e) {
            throw new IOException("The embedding model cannot be loaded", e);
        }
    }

    float[] embed(String text) throws IOException {
        var tokens = tokenizer.encode(text, MOST_TOKENS);
        var ones = new long[tokens.length];
        Arrays.fill(ones, 1);
        try (var ids = OnnxTensor.createTensor(environment, new long[][] {tokens});
                var mask = OnnxTensor.createTensor(environment, new long[][] {ones});
                var types = OnnxTensor.createTensor(environment, new long[][] {new long[tokens.length]});
                var result = session.run(Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
            return direction(((float[][][]) result.get(0).getValue())[0]);
        } catch (OrtException e) {
            throw new IOException("A text cannot be embedded", e);
        }
    }

    /// The sum of the tokens' vectors, scaled to length 1: their mean has the same direction.
    private static float[] direction(float[][] tokens) {
        var sum = new float[tokens[0].length];
        for (var token : tokens) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += token[i];
            }
        }
        double square = 0;
        for (float x : sum) {
            square += x * x;
        }
        float length = (float) Math.sqrt(Math.max(square, 1e-12));
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= length;
        }
        return sum;
    }

    @Override
    public void close() throws IOException {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IOException("The embedding model does not close", e);
        }
    }
}
